package health.polaris.telemetry.idempotency;

import health.polaris.telemetry.http.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Idempotency-Key of a request (draft-ietf-httpapi-idempotency-key-header). A client that has received no response
 * repeats the request with the same key, and the request is carried out only once.
 *
 * @param text the key, without the quotes of a structured field
 */
public record IdempotencyKey(String text) {
    public static final String HEADER = "Idempotency-Key";

    /** A string of RFC 8941 without escapes. Quotes are optional, because many clients omit them. */
    private static final Pattern FORM = Pattern.compile("\"([ !#-\\[\\]-~]{1,255})\"|([!#-\\[\\]-~]{1,255})");

    /**
     * Parses the header; empty if it is null.
     *
     * @throws ProblemException with 400 if it is malformed
     */
    public static Optional<IdempotencyKey> of(String header) {
        if (header == null) {
            return Optional.empty();
        }
        var form = FORM.matcher(header.strip());
        if (!form.matches()) {
            throw ProblemException.badRequest(
                    HEADER + ": must be 1 to 255 printable ASCII characters, preferably a UUID in quotes.");
        }
        return Optional.of(new IdempotencyKey(form.group(1) == null ? form.group(2) : form.group(1)));
    }
}
