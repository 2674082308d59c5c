package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MicroProfile Health: what orchestrators and load balancers ask. */
class HealthIT extends Contract {
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live", "/health/ready", "/health/started"})
    void isUp(String path) {
        Answer answer = Client.nobody().get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").asString()).isEqualTo("UP");
        assertThat(answer.json().get("checks")).isNotEmpty();
    }

    /** An administrator is told in words why a node takes part. */
    @Test
    void readinessTellsItsReason() {
        assertThat(Client.nobody()
                        .get("/health/ready")
                        .json()
                        .at("/checks/0/data/reason")
                        .asString())
                .isEqualTo("All is well.");
    }
}
