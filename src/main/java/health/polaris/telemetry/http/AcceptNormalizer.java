package health.polaris.telemetry.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Answers in JSON whatever a client says it accepts, as the original does, and also where it says nothing that makes sense;
 * unless it would rather have one of the two formats of exports.
 */
@Provider
@PreMatching
public class AcceptNormalizer implements ContainerRequestFilter {
    public static final String CSV = "text/csv";
    public static final String NDJSON = "application/x-ndjson";

    private static final Pattern KNOWN = Pattern.compile(
            "(?<=^|,)\\s*(text/csv|application/x-ndjson|application/json|\\*/\\*)\\s*(?:;\\s*q=([01](?:\\.[0-9]{0,3})?)\\s*)?(?:;[^,]*)?(?=,|$)",
            Pattern.CASE_INSENSITIVE);

    /** What most clients send; there is nothing to weigh in these. */
    private static final Set<String> USUAL = Set.of(MediaType.APPLICATION_JSON, MediaType.WILDCARD);

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getHeaderString(HttpHeaders.ACCEPT);
        request.getHeaders()
                .putSingle(
                        HttpHeaders.ACCEPT,
                        given == null || USUAL.contains(given) ? MediaType.APPLICATION_JSON : best(given));
    }

    /** By weight (RFC 9110 section 12.5.1); the first of equals. */
    static String best(String accept) {
        String best = KNOWN.matcher(accept)
                .results()
                .filter(type -> weight(type) > 0)
                .sorted(Comparator.comparingDouble(AcceptNormalizer::weight).reversed())
                .map(type -> type.group(1).toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
        return best.equals(CSV) || best.equals(NDJSON) ? best : MediaType.APPLICATION_JSON;
    }

    private static double weight(MatchResult type) {
        return type.group(2) == null ? 1 : Double.parseDouble(type.group(2));
    }
}
