package health.polaris.telemetry.idempotency;

import health.polaris.telemetry.http.problem.ProblemException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Idempotency-Key of a request (draft-ietf-httpapi-idempotency-key-header): what a client sends again with a request of
 * which it never saw the answer, so that it is not carried out twice.
 *
 * @param text what the client chose, without the quotes of a structured field
 */
public record IdempotencyKey(String text) {
    public static final String HEADER = "Idempotency-Key";

    /** A string of RFC 8941 without escapes, or the same without its quotes, as many clients send it. */
    private static final Pattern FORM = Pattern.compile("\"([ !#-\\[\\]-~]{1,255})\"|([!#-\\[\\]-~]{1,255})");

    /**
     * The key in a header, which may be null: then there is none.
     *
     * @throws ProblemException with 400 when it is no key
     */
    public static Optional<IdempotencyKey> in(String header) {
        if (header == null) {
            return Optional.empty();
        }
        var form = FORM.matcher(header.strip());
        if (!form.matches()) {
            throw ProblemException.badRequest(
                    HEADER + ": must be 1 to 255 printable ASCII characters, best a UUID in quotes.");
        }
        return Optional.of(new IdempotencyKey(form.group(1) == null ? form.group(2) : form.group(1)));
    }
}
