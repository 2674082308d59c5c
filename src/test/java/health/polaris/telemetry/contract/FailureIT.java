package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Responses to database errors. The database rejects one person's rows with the SQLState in the field {@code model}.
 */
class FailureIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final String REASON = "only an operator may read this";

    private final String person = UUID.randomUUID().toString();
    private final String id = "request-" + UUID.randomUUID();
    private final Client owner = Client.patient(person).with("X-Request-ID", id);

    @BeforeEach
    void rejectRows() throws SQLException {
        Database.execute("create function refuse() returns trigger language plpgsql as $$ begin" + " raise exception '"
                + REASON + "' using errcode = new.model; end $$");
        Database.execute("create trigger refuse before insert on mobile for each row when (new.patient_id = '" + person
                + "') execute function refuse()");
    }

    @AfterEach
    void acceptRows() throws SQLException {
        Database.execute("drop function if exists refuse cascade");
    }

    /** An unexpected error gets a generic message; the cause is in the service's log only. */
    @ParameterizedTest
    @ValueSource(strings = {"P0001", "XX000", "42703", "22012", "54000", "58030"})
    void unexpectedErrorRevealsNoCause(String state) {
        Answer answer = create(state);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Retry-After")).isEmpty();
        assertThat(answer.json())
                .isEqualTo(problem(
                        500, "Internal Server Error", "The request failed. The reason is in the log of the service."));
        Await.until(() -> logged(REASON));
    }

    /** A transient error gets 503 with Retry-After. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "08006", "08P01", "25006", "40001", "40P01", "53100", "53300", "55P03", "55000", "57P03", "57P05",
                "25P03"
            })
    void transientErrorIsRetryable(String state) {
        Answer answer = create(state);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(answer.json())
                .isEqualTo(problem(503, "Service Unavailable", "The database is not available. Try again later."));
    }

    /** Prepared statements of other sessions: the log tells the administrator of the pooler that mixes up sessions. */
    @ParameterizedTest
    @ValueSource(strings = {"26000", "42P05"})
    void confusedSessionIsExplained(String state) {
        Answer answer = create(state);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        Await.until(() -> logged("Is a pooler in transaction mode in front of it?"));
    }

    /** A failed creation stores nothing, and does not affect the next request. */
    @Test
    void failedCreationStoresNothing() throws SQLException {
        assertThat(create("P0001").status()).isEqualTo(500);
        assertThat(owner.get(KIND.path(person)).json()).isEmpty();

        acceptRows();

        assertThat(create("P0001").status()).isEqualTo(200);
        assertThat(owner.get(KIND.path(person)).json()).hasSize(1);
    }

    /** A row that cannot be read, here because of its offset, gets a generic message, and its content is not logged. */
    @Test
    void unreadableRowIsNotLogged() throws SQLException {
        RecordKind kind = RecordKind.CLINICIAN_INSTALLATION;
        Client clinician = Client.clinician(person).with("X-Request-ID", id);
        String record = kind.path(person) + "/"
                + clinician.post(kind.path(person), kind.body()).uuid();
        Database.execute("alter table desktop rename column date_first_used_time_zone_ to kept;"
                + " alter table desktop add column date_first_used_time_zone_ varchar;"
                + " update desktop set date_first_used_time_zone_ = clinician_id");
        try {
            assertThat(clinician.get(record).status()).isEqualTo(500);
            assertThat(clinician.get(kind.path(person)).status()).isEqualTo(500);
        } finally {
            Database.execute("alter table desktop drop column date_first_used_time_zone_;"
                    + " alter table desktop rename column kept to date_first_used_time_zone_");
        }

        Await.until(() -> logged("ConversionException"));
        assertThat(DeployedServer.output()).noneMatch(line -> line.contains(person));
    }

    private Answer create(String state) {
        return owner.post(KIND.path(person), KIND.body().with("model", state));
    }

    private static JsonNode problem(int status, String title, String sentence) {
        return new JsonMapper()
                .valueToTree(Map.of(
                        "type", "about:blank",
                        "title", title,
                        "status", status,
                        "detail", sentence,
                        "code", status,
                        "message", sentence));
    }

    private boolean logged(String text) {
        return DeployedServer.output().stream().anyMatch(line -> line.contains(id) && line.contains(text));
    }
}
