package health.polaris.telemetry.http;

import jakarta.ejb.ApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.Map;

/**
 * A request that is refused: the HTTP status, the sentence the client gets, and the headers that go with it. It rolls a
 * transaction back, and has no stack trace, because it tells of the client's fault and not of ours.
 */
@ApplicationException(rollback = true)
public class Refusal extends RuntimeException {
    private final int status;
    private final Map<String, String> headers;

    private Refusal(int status, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    public static Refusal badRequest(String detail) {
        return new Refusal(400, detail, Map.of());
    }

    /** 401, with the challenge of RFC 6750 section 3. */
    public static Refusal unauthorized(String challenge, String detail) {
        return new Refusal(401, detail, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    public static Refusal forbidden(String detail) {
        return new Refusal(403, detail, Map.of());
    }

    public static Refusal notFound(String detail) {
        return new Refusal(404, detail, Map.of());
    }

    public static Refusal timeout(String detail) {
        return new Refusal(408, detail, Map.of());
    }

    public static Refusal conflict(String detail) {
        return new Refusal(409, detail, Map.of());
    }

    public static Refusal tooLarge(String detail) {
        return new Refusal(413, detail, Map.of());
    }

    public static Refusal unsupportedMediaType(String detail) {
        return new Refusal(415, detail, Map.of());
    }

    public static Refusal unprocessable(String detail) {
        return new Refusal(422, detail, Map.of());
    }

    /** 429, with the time after which a client may try again. */
    public static Refusal tooManyRequests(String detail, int retryAfterSeconds) {
        return new Refusal(429, detail, Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds)));
    }

    /** 503, with the time after which a client may try again. */
    public static Refusal unavailable(String detail, int retryAfterSeconds) {
        return new Refusal(503, detail, Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds)));
    }

    /** The same, after which the connection is closed, because the rest of the request is not waited for. */
    Refusal closing() {
        Map<String, String> more = new HashMap<>(headers);
        more.put("Connection", "close");
        return new Refusal(status, getMessage(), Map.copyOf(more));
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
