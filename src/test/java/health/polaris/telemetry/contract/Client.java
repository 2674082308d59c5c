package health.polaris.telemetry.contract;

import health.polaris.telemetry.local.Jwt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An HTTP client of the service.
 *
 * @param base the base URI of the service
 * @param headers the headers of each request, including the token
 */
public record Client(URI base, Map<String, String> headers) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** A client without a token. */
    public static Client anonymous() {
        return new Client(URI.create("http://127.0.0.1:" + System.getenv("SERVER_PORT")), Map.of());
    }

    public static Client bearing(String token) {
        return anonymous().with("Authorization", "Bearer " + token);
    }

    public static Client bearing(Jwt token) {
        return bearing(token.signed());
    }

    public static Client patient(String id) {
        return bearing(Tokens.patient(id));
    }

    public static Client clinician(String id) {
        return bearing(Tokens.clinician(id));
    }

    public Client at(URI other) {
        return new Client(other, headers);
    }

    /** The same client with an additional header. */
    public Client with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Client(base, Map.copyOf(more));
    }

    public Answer get(String path) {
        return call("GET", path);
    }

    public Answer post(String path, Body body) {
        return post(path, body.json());
    }

    public Answer post(String path, String json) {
        return with("Content-Type", "application/json").send("POST", path, json);
    }

    public Answer patch(String path, Body body) {
        return patch(path, body.json());
    }

    public Answer patch(String path, String json) {
        return with("Content-Type", "application/json").send("PATCH", path, json);
    }

    /** A creation with a chunked body, without an announced length. */
    public Answer postInChunks(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return with("Content-Type", "application/json")
                .exchange(
                        path,
                        request -> request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    /** A request without a body. */
    public Answer call(String method, String path) {
        return exchange(path, request -> request.method(method, BodyPublishers.noBody()));
    }

    public Answer send(String method, String path, String body) {
        return exchange(path, request -> request.method(method, BodyPublishers.ofString(body)));
    }

    private Answer exchange(String path, UnaryOperator<HttpRequest.Builder> with) {
        HttpRequest.Builder request =
                with.apply(HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT));
        headers.forEach(request::header);
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }
}
