package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL terminates connections during a creation. The service retries once, and no library retries in addition.
 */
class DeadConnectionIT extends Contract {
    private static final RecordKind KIND = RecordKind.CLINICIAN_INSTALLATION;

    private final String person = UUID.randomUUID().toString();

    /**
     * Counts attempts to insert this person's records with a sequence, which rollbacks do not reset, and terminates
     * the first connections.
     */
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

    /** Waits until the service works again, which later tests require. */
    @AfterEach
    void removeTrigger() throws SQLException {
        Database.execute("drop function end_connection cascade; drop sequence attempt");
        stored();
    }

    /** The retry on another connection stores the record once. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @EnabledIfSystemProperty(
            named = "server",
            matches = "liberty",
            disabledReason = "Payara's pool does not validate connections used within the last second")
    void creationIsRetried(boolean keyed) throws SQLException {
        endFirst(1);

        Answer created = owner(keyed).post(KIND.path(person), KIND.body());

        assertThat(created.status()).isEqualTo(200);
        assertThat(attempts()).isEqualTo(2);
        assertThat(stored()).containsExactly(created.json());
    }

    /** If the retry fails as well, the response asks the client to try again, and nothing is stored. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void creationIsRetriedOnlyOnce(boolean keyed) throws SQLException {
        endFirst(100);

        Answer rejected = owner(keyed).post(KIND.path(person), KIND.body());

        assertThat(rejected.status()).isEqualTo(503);
        assertThat(rejected.header("Retry-After")).isNotEmpty();
        assertThat(attempts()).isBetween(1, 2);
        assertThat(stored()).isEmpty();
    }

    /** Sessions that PostgreSQL has ended because they were idle are replaced, without a failed request. */
    @Test
    void idleSessionsAreReplaced() throws SQLException {
        String sessions = " from pg_stat_activity where application_name = 'polaris-telemetry'";
        Database.execute("alter role current_user set idle_session_timeout = '1500ms'");
        try {
            Database.execute("select pg_terminate_backend(pid)" + sessions);
            stored();
            Database.execute("do $$ begin while exists (select" + sessions + ") loop"
                    + " perform pg_sleep(0.05); perform pg_stat_clear_snapshot(); end loop; end $$");

            assertThat(owner(false).post(KIND.path(person), KIND.body()).status())
                    .isEqualTo(200);
        } finally {
            Database.execute("alter role current_user reset idle_session_timeout");
            Database.execute("select pg_terminate_backend(pid)" + sessions);
        }
    }

    /** This person's records, once the service can read them. */
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
