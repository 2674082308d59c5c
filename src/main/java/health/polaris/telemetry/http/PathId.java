package health.polaris.telemetry.http;

import health.polaris.telemetry.database.StorableText;
import health.polaris.telemetry.http.problem.ProblemException;

/** Validates ids in paths: 1 to 36 characters, without control characters or slashes. */
public final class PathId {
    private static final int MAX_LENGTH = 36;

    private PathId() {}

    /**
     * Checks ids.
     *
     * @throws ProblemException with 400 for an invalid id
     */
    public static void check(String... ids) {
        for (String id : ids) {
            check(id);
        }
    }

    private static void check(String id) {
        boolean plain = StorableText.isStorable(id)
                && id.codePoints().noneMatch(point -> Character.isISOControl(point) || point == '/');
        if (!plain || id.isEmpty() || id.codePointCount(0, id.length()) > MAX_LENGTH) {
            throw ProblemException.badRequest(
                    "An id in the path must have 1 to 36 characters, and no slash or control character.");
        }
    }
}
