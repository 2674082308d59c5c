package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.local.Jwt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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

/** Content of the server's log about requests. */
class LogIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private final String person = UUID.randomUUID().toString();
    private final String id = "request-" + UUID.randomUUID();

    /** The server takes every class with paths for a resource, and warns if it cannot. */
    @Test
    void deploymentWarnsOfNoResource() {
        assertThat(DeployedServer.output()).isNotEmpty().noneMatch(line -> line.contains("cannot be instantiated"));
    }

    /** A request is logged as one line of JSON with its route and app, without personal data. */
    @Test
    void requestIsLoggedOnOneLine() {
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

    /** Neither the text nor the content of a rejected token is logged. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rejectedTokens")
    void rejectedTokenIsNotLogged(String description, UnaryOperator<String> tokenWith) {
        String token = tokenWith.apply(person);

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

    static Stream<Arguments> rejectedTokens() {
        return Stream.of(
                rejected("expired", content -> of(content).expiry(Instant.EPOCH).signed()),
                rejected(
                        "expiry is text",
                        content -> of(content).claim("exp", content).signed()),
                rejected("forged", content -> of(content).key("another secret").signed()),
                rejected(
                        "unknown algorithm",
                        content -> of(content).header("alg", content).signed()),
                rejected(
                        "unknown issuer",
                        content ->
                                of(content).issuer("https://" + content + "/").signed()),
                rejected(
                        "another audience",
                        content -> of(content).audience(content).signed()),
                rejected(
                        "unknown key",
                        content -> TestProvider.trusted()
                                .clinician(content)
                                .header("kid", content)
                                .signed()),
                rejected(
                        "unknown critical header",
                        content -> of(content).header("crit", List.of(content)).signed()),
                rejected("invalid JSON", content -> of(content).signed("{\"iss\": " + content)),
                rejected("plain text", content -> content),
                rejected("three parts of plain text", content -> content + "." + content + "." + content),
                rejected(
                        "too long",
                        content -> of(content)
                                .claim("ballast", content.repeat(250))
                                .signed()),
                rejected("missing scope", content -> of(content).signed()));
    }

    /** Credentials of another scheme are not logged. */
    @Test
    void otherCredentialsAreNotLogged() {
        Client.anonymous()
                .with("Authorization", "Basic " + person)
                .with("X-Request-ID", id)
                .get(RecordKind.CLINICIAN_INSTALLATION.path("c1"));

        Await.until(() -> lines().stream().anyMatch(line -> line.contains("\"status\":401")));
        assertThat(linesWith(person)).isEmpty();
    }

    private static Arguments rejected(String description, UnaryOperator<String> token) {
        return arguments(description, token);
    }

    private static Jwt of(String id) {
        return Tokens.clinician(id).claim("sub", id).claim("name", id);
    }

    /** An id in an unknown path appears neither in the log nor in the metrics. */
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
    void idInThePathIsNotLogged(String path) {
        Client.bearing(Tokens.system()).with("X-Request-ID", id).call("DELETE", path.replace("ID", person));
        Client.bearing(Tokens.system()).with("X-Request-ID", id).get(path.replace("ID", person));

        Await.until(() -> lines().size() == 2);
        assertThat(linesWith(person)).isEmpty();
        assertThat(MetricsText.of(Client.anonymous()).text().lines()).noneMatch(figure -> figure.contains(person));
    }

    /** Probes are not logged. The server's own are not counted as requests of the application either. */
    @Test
    void probeIsNotLogged() {
        for (String probe :
                List.of("/running", "//running", "/version", "/healthcheck", "/health/live", "/health/ready")) {
            Client.anonymous().with("X-Request-ID", id).get(probe);
        }
        Client.anonymous().with("X-Request-ID", id).get("/nothing");

        Await.until(() -> !lines().isEmpty());
        assertThat(lines()).singleElement().asString().contains("404");
        assertThat(MetricsText.of(Client.anonymous()).text())
                .doesNotContain("method=\"GET\",route=\"none\",status=\"200\"");
    }

    /** A client that leaves before the response is no fault of the service: there is neither a stack trace nor a status of a fault. */
    @Test
    void departedClientIsNoFault() throws IOException {
        int before = DeployedServer.output().size();
        String request = "GET /dhos/v1/ HTTP/1.1\r\nHost: a\r\nX-Request-ID: " + id + "\r\n\r\n";

        for (int client = 0; client < 50; client++) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), Client.anonymous().base().getPort())) {
                socket.getOutputStream().write(request.repeat(20).getBytes(US_ASCII));
                socket.getInputStream().read(); // the others are still to come
                socket.setSoLinger(true, 0); // resets the connection
            }
        }

        Client.anonymous().with("X-Request-ID", id + "-last").get("/nothing");
        Await.until(() -> !linesWith(id + "-last").isEmpty());
        List<String> lines = DeployedServer.output();
        assertThat(lines.subList(before, lines.size()))
                .noneMatch(line -> line.contains("Exception"))
                .noneMatch(line -> line.contains("\"status\":5"));
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
