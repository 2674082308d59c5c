package health.polaris.telemetry.http;

import java.util.Arrays;

/** The header If-None-Match. Not by Jakarta REST, which takes a malformed one for a fault of the server. */
public final class IfNoneMatch {
    private IfNoneMatch() {}

    /**
     * Whether a client has what this tag stands for already (RFC 9110 section 13.1.2).
     *
     * @param header as it was sent; null when it was not
     * @param tag with its quotes
     */
    public static boolean include(String header, String tag) {
        return header != null
                && Arrays.stream(header.split(",", -1))
                        .map(given -> given.strip().replaceFirst("^W/", ""))
                        .anyMatch(given -> given.equals("*") || given.equals(tag));
    }
}
