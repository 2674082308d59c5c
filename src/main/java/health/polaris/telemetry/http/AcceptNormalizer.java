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
 * Replaces the Accept header with the client's preferred format: JSON, CSV or NDJSON. JSON is the default, even for
 * unknown and malformed values, as in the original service.
 */
@Provider
@PreMatching
public class AcceptNormalizer implements ContainerRequestFilter {
    public static final String CSV = "text/csv";
    public static final String NDJSON = "application/x-ndjson";

    /** Request property with the original header; null without the header. */
    public static final String ORIGINAL = AcceptNormalizer.class.getName();

    private static final Pattern SUPPORTED = Pattern.compile(
            "(?<=^|,)\\s*(text/csv|application/x-ndjson|application/json|\\*/\\*)\\s*(?:;\\s*q=([01](?:\\.[0-9]{0,3})?)\\s*)?(?:;[^,]*)?(?=,|$)",
            Pattern.CASE_INSENSITIVE);

    /** Values that need no parsing. */
    private static final Set<String> COMMON = Set.of(MediaType.APPLICATION_JSON, MediaType.WILDCARD);

    @Override
    public void filter(ContainerRequestContext request) {
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        request.setProperty(ORIGINAL, accept);
        request.getHeaders()
                .putSingle(
                        HttpHeaders.ACCEPT,
                        accept == null || COMMON.contains(accept) ? MediaType.APPLICATION_JSON : preferred(accept));
    }

    /** The supported type with the highest weight (RFC 9110 section 12.5.1); the first of equals. */
    static String preferred(String accept) {
        String preferred = SUPPORTED
                .matcher(accept)
                .results()
                .filter(type -> weight(type) > 0)
                .sorted(Comparator.comparingDouble(AcceptNormalizer::weight).reversed())
                .map(type -> type.group(1).toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON);
        return preferred.equals(CSV) || preferred.equals(NDJSON) ? preferred : MediaType.APPLICATION_JSON;
    }

    private static double weight(MatchResult type) {
        return type.group(2) == null ? 1 : Double.parseDouble(type.group(2));
    }
}
