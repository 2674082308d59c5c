package health.polaris.telemetry.http;

import jakarta.ws.rs.core.Response;

/**
 * What every refusal answers: RFC 9457, and also {@code code} and {@code message} for clients that
 * were written against the original's other error shape.
 */
public record ProblemDetail(String type, String title, int status, String detail, int code, String message) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The problem detail of this HTTP status, explained by this text. */
    public static ProblemDetail of(int status, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return new ProblemDetail("about:blank", title, status, detail, status, detail);
    }
}
