package health.polaris.telemetry.http.problem;

import jakarta.ws.rs.core.Response;

/**
 * What every refusal answers: RFC 9457, and also {@code code} and {@code message} for clients that
 * were written against the original's other error shape.
 */
public record ProblemDetail(String type, String title, int status, String detail, int code, String message) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The problem detail of this HTTP status, explained by this text. */
    public static ProblemDetail of(int status, String detail) {
        return new ProblemDetail("about:blank", title(status), status, detail, status, detail);
    }

    private static String title(int status) {
        if (status == 422) {
            return "Unprocessable Content"; // RFC 9110 section 15.5.21; Jakarta REST 3.1 does not know it
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
