package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What monitoring asks, without a token. */
class MonitoringIT extends Contract {
    private final Client monitor = Client.nobody();

    @Test
    void saysThatItRuns() {
        assertThat(monitor.get("/running").text()).isEqualTo("{\"running\":true}");
    }

    /** The build's number and commit, or "unknown". */
    @Test
    void saysWhichBuildItIs() {
        JsonNode version = monitor.get("/version").json();

        assertThat(version.propertyNames()).containsExactlyInAnyOrder("circle", "hash");
        assertThat(version.get("hash").asString()).matches("[0-9a-f]{7,}|unknown");
    }

    /** The database is reached, and is at the version of the last migration. */
    @Test
    void saysThatTheDatabaseIsWell() {
        Answer answer = monitor.get("/healthcheck");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").asString()).isEqualTo("success");
        assertThat(StreamSupport.stream(answer.json().get("results").spliterator(), false))
                .hasSize(2)
                .allMatch(result -> result.get("passed").asBoolean());
        assertThat(answer.text()).contains("The schema is at version 11.");
    }
}
