package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Connections that PostgreSQL ends while a record is created: the creation is tried once more, and no library tries it besides. */
class DeadConnectionIT extends Contract {
    private static final RecordKind KIND = RecordKind.CLINICIAN_INSTALLATION;

    private final String person = UUID.randomUUID().toString();

    /** Counts attempts to store this person's records by a sequence, which no rollback takes back, and ends the connections of the first few. */
    @BeforeEach
    void endConnections() throws SQLException {
        Database.execute("""
                create sequence attempt;
                create function end_connection() returns trigger language plpgsql as $$
                begin
                    if nextval('attempt') <= tg_argv[0]::integer then
                        perform pg_terminate_backend(pg_backend_pid());
                    end if;
                    return new;
                end
                $$""");
    }

    /** Returns when the service works again, for the sake of the tests that follow. */
    @AfterEach
    void leaveThem() throws SQLException {
        Database.execute("drop function end_connection cascade; drop sequence attempt");
        stored();
    }

    /** With another connection the record is stored, once. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @EnabledIfSystemProperty(
            named = "server",
            matches = "liberty",
            disabledReason = "the pool of Payara hands a connection out again that ended within the last second")
    void creationIsTriedOnceMore(boolean keyed) throws SQLException {
        endFirst(1);

        Answer created = owner(keyed).post(KIND.path(person), KIND.body());

        assertThat(created.status()).isEqualTo(200);
        assertThat(attempts()).isEqualTo(2);
        assertThat(stored()).containsExactly(created.json());
    }

    /** When that connection ends as well, the client is told to come back, and nothing is stored. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void creationIsTriedOnceMoreOnly(boolean keyed) throws SQLException {
        endFirst(100);

        Answer refused = owner(keyed).post(KIND.path(person), KIND.body());

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(attempts()).isBetween(1, 2);
        assertThat(stored()).isEmpty();
    }

    /** This person's records, when the service can tell. */
    private Stream<JsonNode> stored() {
        Await.until(() -> owner(false).get(KIND.path(person)).status() == 200);
        return owner(false).get(KIND.path(person)).json().valueStream();
    }

    private void endFirst(int connections) throws SQLException {
        Database.execute("create trigger end_connection before insert on %s for each row when (new.%s = '%s')"
                        .formatted(KIND.table(), KIND.claim(), person)
                + " execute function end_connection(%d)".formatted(connections));
    }

    private static int attempts() throws SQLException {
        return Database.number("select last_value from attempt");
    }

    private Client owner(boolean keyed) {
        Client owner = Client.clinician(person);
        return keyed ? owner.with("Idempotency-Key", person) : owner;
    }
}
