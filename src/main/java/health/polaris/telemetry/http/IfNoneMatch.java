package health.polaris.telemetry.http;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Evaluates the If-None-Match header. Jakarta REST would answer a malformed one with 500. */
public final class IfNoneMatch {
    /** Apache appends the encoding to the tag of a response that it compresses. */
    private static final Pattern ADDED_BY_PROXY = Pattern.compile("^W/|-(gzip|br)(?=\"$)");

    private IfNoneMatch() {}

    /**
     * Whether the header contains a tag or {@code *} (RFC 9110 section 13.1.2).
     *
     * @param header the value of the header, or null
     * @param tag the entity tag with its quotes
     */
    public static boolean matches(String header, String tag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(candidate ->
                                ADDED_BY_PROXY.matcher(candidate.strip()).replaceAll(""))
                        .anyMatch(candidate -> candidate.equals("*") || candidate.equals(tag));
    }
}
