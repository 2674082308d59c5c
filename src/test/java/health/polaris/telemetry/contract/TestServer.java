package health.polaris.telemetry.contract;

import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.PlatformToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The WAR on a real Payara Micro with a real PostgreSQL, started once for all tests, and called over HTTP. */
final class TestServer {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    static final JsonMapper JSON = new JsonMapper();

    private static LocalServer server;

    private TestServer() {}

    static synchronized void start() throws IOException, InterruptedException {
        server = LocalServer.start(
                Path.of("").toAbsolutePath(),
                Integer.parseInt(System.getenv("SERVER_PORT")),
                System.getenv(),
                System.out::println);
        server.awaitRunning();
    }

    static synchronized void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** A token of the platform for this person, with every scope an app gets. */
    static PlatformToken token(String claim, String id) {
        return new PlatformToken()
                .key(System.getenv("HS_KEY"))
                .issuer(System.getenv("PROXY_URL") + "/")
                .audience(System.getenv("PROXY_URL") + "/")
                .expiry(Instant.now().plusSeconds(900))
                .scope("read:gdm_telemetry write:gdm_telemetry ")
                .metadata(claim, id);
    }

    /** Sends a request; an empty token or body is none. */
    static HttpResponse<String> call(String method, String path, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + System.getenv("SERVER_PORT") + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/json");
        }
        request.method(
                method,
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static String write(Map<String, ?> values) {
        return JSON.writeValueAsString(values);
    }
}
