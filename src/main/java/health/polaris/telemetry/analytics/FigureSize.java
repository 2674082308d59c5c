package health.polaris.telemetry.analytics;

import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.problem.ProblemException;

/** Bounds the answer with a figure over time, because clients can store any number of products and versions. */
public final class FigureSize {
    private static final int MAX_MEGABYTES = 4;
    private static final int MAX_BYTES = MAX_MEGABYTES * 1_000_000;

    private FigureSize() {}

    /** The most series of entries of this size at so many points. */
    public static int maxSeries(int points, int entryBytes) {
        return MAX_BYTES / (points * entryBytes);
    }

    /** How long a text is in an answer; null has no length. */
    public static int bytes(String text) {
        return text == null ? 0 : Json.MAPPER.writeValueAsBytes(text).length;
    }

    /**
     * Refuses an answer that is too large.
     *
     * @param parameters which a client can ask for less with
     * @throws ProblemException with 400
     */
    public static void check(long bytes, String parameters) {
        if (bytes > MAX_BYTES) {
            throw tooLarge(parameters);
        }
    }

    public static ProblemException tooLarge(String parameters) {
        return ProblemException.badRequest("period: the answer would be larger than %d MB. Ask for less with %s."
                .formatted(MAX_MEGABYTES, parameters));
    }
}
