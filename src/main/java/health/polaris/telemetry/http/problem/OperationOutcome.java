package health.polaris.telemetry.http.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An error or warning of the FHIR interface, in place of a problem detail.
 *
 * @param resourceType always OperationOutcome
 */
public record OperationOutcome(@JsonProperty("resourceType") String resourceType, List<Issue> issue) {
    public static final String MEDIA_TYPE = "application/fhir+json";

    private static final Pattern PATH = Pattern.compile("/*fhir/");

    /** The issue codes of FHIR for each status. */
    private static String code(int status) {
        return switch (status) {
            case 400, 422 -> "invalid";
            case 401 -> "login";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405, 406, 415 -> "not-supported";
            case 408 -> "timeout";
            case 409, 412 -> "conflict";
            case 410 -> "deleted";
            case 413 -> "too-long";
            case 429 -> "throttled";
            case 503 -> "transient";
            default -> status < 500 ? "processing" : "exception";
        };
    }

    /**
     * An error or a warning.
     *
     * @param severity error or warning
     * @param code the kind of the issue
     * @param diagnostics the text
     */
    public record Issue(String severity, String code, String diagnostics) {}

    /**
     * Whether a path belongs to the FHIR interface.
     *
     * @param path relative to the root of the application
     */
    public static boolean isFor(String path) {
        return PATH.matcher(path).lookingAt();
    }

    public static OperationOutcome of(int status, String detail) {
        return new OperationOutcome("OperationOutcome", List.of(new Issue("error", code(status), detail)));
    }

    public static OperationOutcome warning(String text) {
        return new OperationOutcome("OperationOutcome", List.of(new Issue("warning", "not-supported", text)));
    }
}
