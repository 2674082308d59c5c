package health.polaris.telemetry.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Entity tags, and the headers If-Match and If-None-Match. Jakarta REST does not evaluate them here, because it returns
 * 500 for malformed ones.
 */
public final class ETags {
    private static final int BYTES = 16;

    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private static final Pattern COMPRESSED = Pattern.compile("^W/|-(gzip|br)(?=\"$)");

    private ETags() {}

    /** The entity tag of a body, with its quotes. */
    public static String of(byte[] body) {
        return '"' + HexFormat.of().formatHex(Sha256.of(body), 0, BYTES) + '"';
    }

    /**
     * The status of a response with this tag: 412 or 304 if a condition of a successful read requires it, otherwise unchanged.
     *
     * @param tag a strong entity tag with its quotes
     */
    public static int status(ContainerRequestContext request, int status, String tag) {
        if (status != 200 || !READS.contains(request.getMethod())) {
            return status;
        }
        String ifMatch = request.getHeaderString(HttpHeaders.IF_MATCH);
        if (ifMatch != null && !matches(ifMatch, tag)) {
            return 412;
        }
        return matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag) ? 304 : status;
    }

    /**
     * Whether a header contains a tag or {@code *} (RFC 9110 section 13.1). Proxies that compress responses weaken tags or, like
     * Apache, append the encoding. Such tags match too, even in If-Match: the tags of the service are hashes.
     *
     * @param header the value of the header, or null
     * @param tag the entity tag with its quotes
     */
    public static boolean matches(String header, String tag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(candidate -> COMPRESSED.matcher(candidate.strip()).replaceAll(""))
                        .anyMatch(candidate -> candidate.equals("*") || candidate.equals(tag));
    }
}
