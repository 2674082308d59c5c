package health.polaris.telemetry.http.problem;

import jakarta.ws.rs.core.Response;

/**
 * An error response (RFC 9457). {@code code} and {@code message} repeat status and detail for clients of the original service.
 */
public record ProblemDetail(String type, String title, int status, String detail, int code, String message) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static ProblemDetail of(int status, String detail) {
        return new ProblemDetail("about:blank", title(status), status, detail, status, detail);
    }

    private static String title(int status) {
        if (status == 422) {
            return "Unprocessable Content"; // RFC 9110 section 15.5.21; Jakarta REST 3.1 does not define it
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
