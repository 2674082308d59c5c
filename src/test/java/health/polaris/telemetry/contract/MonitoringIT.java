package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Monitoring endpoints, which require no token. */
class MonitoringIT extends Contract {
    private final Client monitor = Client.anonymous();

    @Test
    void runningReturnsOk() {
        assertThat(monitor.get("/running").text()).isEqualTo("{\"running\":true}");
    }

    /** The version has the build's number and commit, or "unknown". */
    @Test
    void versionHasTheBuild() {
        JsonNode version = monitor.get("/version").json();

        assertThat(version.propertyNames()).containsExactlyInAnyOrder("circle", "hash");
        assertThat(version.get("hash").asString()).matches("[0-9a-f]{7,}|unknown");
    }

    /** The health check reports a reachable database at the version of the last migration. */
    @Test
    void healthCheckReportsTheDatabase() {
        Answer answer = monitor.get("/healthcheck");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").asString()).isEqualTo("success");
        assertThat(StreamSupport.stream(answer.json().get("results").spliterator(), false))
                .hasSize(2)
                .allMatch(result -> result.get("passed").asBoolean());
        assertThat(answer.text()).contains("The schema is at version 15.");
    }

    /** A failed check has a generic message; the database's message is in the log only. */
    @Test
    void failedCheckRevealsNoCause() throws SQLException {
        Database.execute("alter table flyway_schema_history rename to renamed_history");
        try {
            Answer answer = monitor.get("/healthcheck");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.json().get("status").asString()).isEqualTo("failure");
            assertThat(answer.json().at("/results/0/passed").asBoolean()).isTrue();
            assertThat(answer.json().at("/results/1/passed").asBoolean()).isFalse();
            assertThat(answer.json().at("/results/1/output").asString()).isEqualTo("The database does not answer.");
            assertThat(answer.text()).doesNotContain("flyway", "Exception", "ERROR");
        } finally {
            Database.execute("alter table renamed_history rename to flyway_schema_history");
        }
        assertThat(monitor.get("/healthcheck").status()).isEqualTo(200);
    }
}
