package health.polaris.telemetry.http;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Entity tags, and the headers If-Match and If-None-Match. Jakarta REST does not evaluate them here, because it returns
 * 500 for malformed ones.
 */
public final class ETags {
    private static final int BYTES = 16;

    private static final Pattern COMPRESSED = Pattern.compile("^W/|-(gzip|br)(?=\"$)");

    private ETags() {}

    /** The entity tag of a body, with its quotes. */
    public static String of(byte[] body) {
        return '"' + HexFormat.of().formatHex(Sha256.of(body), 0, BYTES) + '"';
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
