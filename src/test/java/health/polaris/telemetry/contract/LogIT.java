package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.local.Jwt;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** A token that is refused leaves nothing of itself: no part of its text, and nothing that it says. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedTokens")
    void refusedTokenLeavesNothing(String what, UnaryOperator<String> saying) {
        String token = saying.apply(person);

        int status = Client.bearing(token)
                .with("X-Request-ID", id)
                .get(RecordKind.CLINICIAN_INSTALLATION.path("c1"))
                .status();

        assertThat(status).isIn(401, 403);
        Await.until(() -> lines().stream().anyMatch(line -> line.contains("\"status\":" + status)));
        assertThat(linesWith(person)).isEmpty();
        for (String part : token.split("\\.", -1)) {
            assertThat(linesWith(part.substring(0, Math.min(part.length(), 12))))
                    .isEmpty();
        }
    }

    static Stream<Arguments> refusedTokens() {
        return Stream.of(
                refused("expired", says -> of(says).expiry(Instant.EPOCH).signed()),
                refused("expiry is text", says -> of(says).claim("exp", says).signed()),
                refused("forged", says -> of(says).key("another secret").signed()),
                refused(
                        "unknown algorithm",
                        says -> of(says).header("alg", says).signed()),
                refused(
                        "unknown issuer",
                        says -> of(says).issuer("https://" + says + "/").signed()),
                refused("another audience", says -> of(says).audience(says).signed()),
                refused(
                        "unknown key",
                        says -> TestProvider.trusted()
                                .clinician(says)
                                .header("kid", says)
                                .signed()),
                refused(
                        "unknown critical header",
                        says -> of(says).header("crit", List.of(says)).signed()),
                refused("no JSON", says -> of(says).signed("{\"iss\": " + says)),
                refused("no token", says -> says),
                refused("three parts of no token", says -> says + "." + says + "." + says),
                refused(
                        "too long",
                        says -> of(says).claim("ballast", says.repeat(250)).signed()),
                refused("without the right", says -> of(says).signed()));
    }

    /** Neither do credentials of another scheme. */
    @Test
    void otherCredentialsLeaveNothing() {
        Client.nobody()
                .with("Authorization", "Basic " + person)
                .with("X-Request-ID", id)
                .get(RecordKind.CLINICIAN_INSTALLATION.path("c1"));

        Await.until(() -> lines().stream().anyMatch(line -> line.contains("\"status\":401")));
        assertThat(linesWith(person)).isEmpty();
    }

    private static Arguments refused(String what, UnaryOperator<String> token) {
        return arguments(what, token);
    }

    private static Jwt of(String id) {
        return Tokens.clinician(id).claim("sub", id).claim("name", id);
    }

    /** An id in a path that leads nowhere is kept out of the log and of the figures, as one that leads somewhere is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ID",
                "/dhos/v1/ID",
                "/dhos/v1/patient/ID",
                "/dhos/v1/patient/ID/installations",
                "/dhos/v1/patient/ID/installation/1/2",
                "/dhos/v1/patient/ID/installation",
                "/dhos/v1/installation?patient_id=ID",
                "/dhos/v2/patient/ID/installation?a=ID",
                "/running/ID",
                "/ui/ID",
                "/console/ID"
            })
    void idInAPathLeavesNothing(String path) {
        Client.bearing(Tokens.system()).with("X-Request-ID", id).call("DELETE", path.replace("ID", person));
        Client.bearing(Tokens.system()).with("X-Request-ID", id).get(path.replace("ID", person));

        Await.until(() -> lines().size() == 2);
        assertThat(linesWith(person)).isEmpty();
        assertThat(Figures.of(Client.nobody()).text().lines()).noneMatch(figure -> figure.contains(person));
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
        return linesWith(id);
    }

    private static List<String> linesWith(String text) {
        return DeployedServer.output().stream()
                .filter(line -> line.contains(text))
                .toList();
    }
}
