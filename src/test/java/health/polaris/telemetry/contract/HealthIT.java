package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MicroProfile Health, for orchestrators and load balancers. */
class HealthIT extends Contract {
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
    void isUp(String path) {
        Answer answer = Client.anonymous().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").asString()).isEqualTo("UP");
        assertThat(answer.json().get("checks")).isNotEmpty();
    }

    /** The readiness check has a message for administrators. */
    @Test
    void readinessHasAReason() {
        assertThat(Client.anonymous()
                        .get("/health/ready")
                        .json()
                        .at("/checks/0/data/reason")
                        .asString())
                .isEqualTo("All is well.");
    }

    /** A node whose database check fails is not ready. The response does not reveal the database's message. */
    @Test
    void failedReadinessRevealsNoCause() throws SQLException {
        Database.execute("alter table flyway_schema_history rename to renamed_history");
        try {
            Answer answer = Client.anonymous().get("/health/ready");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().at("/checks/0/data/reason").asString())
                    .isEqualTo("The database cannot be reached.");
            assertThat(answer.text()).doesNotContain("flyway", "Exception", "ERROR");
            assertThat(Client.anonymous().get("/health/live").status()).isEqualTo(200);
        } finally {
            Database.execute("alter table renamed_history rename to flyway_schema_history");
        }
        assertThat(Client.anonymous().get("/health/ready").status()).isEqualTo(200);
    }

    /** A node on an older schema is not ready. */
    @Test
    void nodeOnAnOlderSchemaIsNotReady() throws SQLException {
        Database.execute("insert into flyway_schema_history"
                + " select installed_rank + 1000, '3', description, type, script, checksum, installed_by, installed_on, 1, true"
                + " from flyway_schema_history order by installed_rank desc limit 1");
        try {
            Answer answer = Client.anonymous().get("/health/ready");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().at("/checks/0/data/reason").asString())
                    .isEqualTo("The schema is at version 3, which is too old.");
        } finally {
            Database.execute("delete from flyway_schema_history where installed_rank > 1000");
        }
        assertThat(Client.anonymous().get("/health/ready").status()).isEqualTo(200);
    }
}
