package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.local.Jwt;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
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

    /** What stands in the tokens that are refused, and nowhere else. */
    private static final String MARK = "mark-" + UUID.randomUUID();

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
    @MethodSource
    void refusedTokenLeavesNothing(String what, String token) {
        String path = RecordKind.CLINICIAN_INSTALLATION.path("c1");

        Answer answer = Client.bearing(token).with("X-Request-ID", id).get(path);

        assertThat(answer.status()).isIn(401, 403);
        Await.until(() -> lines().stream().anyMatch(line -> line.contains("\"status\":" + answer.status())));
        String log = String.join("\n", DeployedServer.output());
        assertThat(log).doesNotContain(MARK);
        for (String part : token.split("\\.", -1)) {
            assertThat(log).doesNotContain(part.substring(0, Math.min(part.length(), 12)));
        }
    }

    static Stream<Arguments> refusedTokenLeavesNothing() {
        return Stream.of(
                arguments("expired", marked().expiry(Instant.EPOCH).signed()),
                arguments("expiry is text", marked().claim("exp", MARK).signed()),
                arguments("forged", marked().key("another secret").signed()),
                arguments("unknown algorithm", marked().header("alg", MARK).signed()),
                arguments(
                        "unknown issuer",
                        marked().issuer("https://" + MARK + "/").signed()),
                arguments("another audience", marked().audience(MARK).signed()),
                arguments(
                        "unknown key",
                        marked(TestProvider.trusted().clinician(MARK))
                                .header("kid", MARK)
                                .signed()),
                arguments("no JSON", new Jwt().signed("{\"iss\": " + MARK)),
                arguments("no token", MARK),
                arguments("no token of three parts", MARK + "-1." + MARK + "-2." + MARK + "-3"),
                arguments(
                        "too long", marked().claim("ballast", MARK.repeat(250)).signed()),
                arguments("without the right", marked().signed()));
    }

    private static Jwt marked() {
        return marked(Tokens.clinician(MARK));
    }

    private static Jwt marked(Jwt token) {
        return token.claim("sub", MARK).claim("name", MARK);
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
        assertThat(String.join("\n", DeployedServer.output())).doesNotContain(person);
        assertThat(Figures.of(Client.nobody()).text()).doesNotContain(person);
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
