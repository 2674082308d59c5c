package health.polaris.telemetry.http.problem;

import jakarta.ejb.ApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.HashMap;
import java.util.Map;

/**
 * A rejected request: status, detail and headers of the response. It rolls back the transaction, and has no stack trace because
 * the error is the client's.
 */
@ApplicationException(rollback = true)
public class ProblemException extends RuntimeException {
    public static final String PRECONDITION_FAILED =
            "If-Match: the current ETag is different. Read the resource again.";

    private final int status;
    private final Map<String, String> headers;

    private ProblemException(int status, String detail, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    public static ProblemException badRequest(String detail) {
        return new ProblemException(400, detail, Map.of());
    }

    /** 401, with the challenge of RFC 6750 section 3. */
    public static ProblemException unauthorized(String challenge, String detail) {
        return new ProblemException(401, detail, Map.of(HttpHeaders.WWW_AUTHENTICATE, challenge));
    }

    public static ProblemException forbidden(String detail) {
        return new ProblemException(403, detail, Map.of());
    }

    public static ProblemException notFound(String detail) {
        return new ProblemException(404, detail, Map.of());
    }

    public static ProblemException notAcceptable(String detail) {
        return new ProblemException(406, detail, Map.of());
    }

    public static ProblemException timeout(String detail) {
        return new ProblemException(408, detail, Map.of());
    }

    public static ProblemException conflict(String detail) {
        return new ProblemException(409, detail, Map.of());
    }

    public static ProblemException gone(String detail) {
        return new ProblemException(410, detail, Map.of());
    }

    /** 412: the client has a different state of the resource. */
    public static ProblemException preconditionFailed() {
        return new ProblemException(412, PRECONDITION_FAILED, Map.of());
    }

    public static ProblemException bodyTooLarge(int maxBytes) {
        return new ProblemException(413, "The body is larger than " + maxBytes + " bytes.", Map.of());
    }

    public static ProblemException unsupportedMediaType(String detail) {
        return new ProblemException(415, detail, Map.of());
    }

    /** 415 with the codings that are supported instead (RFC 9110 section 12.5.3). */
    public static ProblemException unsupportedEncoding(String detail) {
        return new ProblemException(415, detail, Map.of(HttpHeaders.ACCEPT_ENCODING, "identity"));
    }

    public static ProblemException unprocessable(String detail) {
        return new ProblemException(422, detail, Map.of());
    }

    /** 429 with Retry-After. */
    public static ProblemException tooManyRequests(String detail, int retryAfterSeconds) {
        return new ProblemException(429, detail, Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds)));
    }

    /** 503 with Retry-After. */
    public static ProblemException unavailable(String detail, int retryAfterSeconds) {
        return new ProblemException(503, detail, Map.of(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds)));
    }

    /**
     * Returns the same problem with a header that closes the connection, because the rest of the request is not read.
     */
    public ProblemException closing() {
        Map<String, String> closing = new HashMap<>(headers);
        closing.put("Connection", "close");
        return new ProblemException(status, getMessage(), Map.copyOf(closing));
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
