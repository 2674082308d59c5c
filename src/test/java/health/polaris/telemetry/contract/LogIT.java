package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server's log tells of a request, and what not. */
class LogIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private final String person = UUID.randomUUID().toString();
    private final String id = "request-" + UUID.randomUUID();

    /** A request leaves one line of JSON that tells what was asked, by whose app, and nothing of the person. */
    @Test
    void requestLeavesOneLine() {
        String token = Tokens.patient(person).signed();

        Client.bearing(token)
                .with("X-Request-ID", id)
                .with("X-Client", "GDM \"")
                .with("X-Version", "1.2")
                .post(KIND.path(person), KIND.body().with("unique_device_code", "device-4711"));

        Await.until(() -> lines().size() == 1);
        JsonNode line = new JsonMapper().readTree(lines().get(0));
        assertThat(line.get("status").asInt()).isEqualTo(200);
        assertThat(line.get("method").asString()).isEqualTo("POST");
        assertThat(line.get("route").asString()).isEqualTo("/dhos/v1/patient/{owner_id}/installation");
        assertThat(line.get("latency_ms").asDouble()).isPositive();
        assertThat(line.get("size").asInt()).isGreaterThan(100);
        assertThat(line.get("X-Client").asString()).isEqualTo("GDM \"");
        assertThat(line.get("X-Version").asString()).isEqualTo("1.2");
        assertThat(String.join("\n", DeployedServer.output())).doesNotContain(token, person, "device-4711");
    }

    /** Monitoring asks too often to be logged. */
    @Test
    void probeLeavesNone() {
        for (String probe : List.of("/running", "//running", "/version", "/healthcheck")) {
            Client.nobody().with("X-Request-ID", id).get(probe);
        }
        Client.nobody().with("X-Request-ID", id).get("/nothing");

        Await.until(() -> !lines().isEmpty());
        assertThat(lines()).singleElement().asString().contains("404");
    }

    private List<String> lines() {
        return DeployedServer.output().stream()
                .filter(line -> line.contains(id))
                .toList();
    }
}
