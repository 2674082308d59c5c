package health.polaris.telemetry.analytics;

import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.problem.ProblemException;

/** Limits the size of figures over time, because clients can store any number of products and versions. */
public final class FigureSize {
    private static final int MAX_MEGABYTES = 4;
    private static final int MAX_BYTES = MAX_MEGABYTES * 1_000_000;

    /** Approximate size of the search of a period as JSON, without texts. */
    public static final int HREF_BYTES = 140;

    private FigureSize() {}

    /** Returns the maximum number of series with this number of points and size of each point. */
    public static int maxSeries(int points, int entryBytes) {
        return MAX_BYTES / (points * entryBytes);
    }

    /** Returns the length of a text as JSON; 0 for null. */
    public static int bytes(String text) {
        return text == null ? 0 : Json.MAPPER.writeValueAsBytes(text).length;
    }

    /**
     * Rejects a response that is too large.
     *
     * @param parameters the parameters that can reduce the response
     * @throws ProblemException with 400
     */
    public static void check(long bytes, String parameters) {
        if (bytes > MAX_BYTES) {
            throw tooLarge(parameters);
        }
    }

    public static ProblemException tooLarge(String parameters) {
        return ProblemException.badRequest("period: the response would be larger than %s MB. To reduce it, change %s."
                .formatted(MAX_MEGABYTES, parameters));
    }
}
