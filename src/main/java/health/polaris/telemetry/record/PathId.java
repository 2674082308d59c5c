package health.polaris.telemetry.record;

import health.polaris.telemetry.database.StorableText;
import health.polaris.telemetry.http.problem.ProblemException;

/** The rule for an id in a path, a person's or a record's: 1 to 36 characters, none a control character or a slash. */
final class PathId {
    private static final int LONGEST = 36;

    private PathId() {}

    /** Refuses with 400 whatever of these is no id. */
    static void check(String... ids) {
        for (String id : ids) {
            check(id);
        }
    }

    private static void check(String id) {
        boolean plain = StorableText.isStorable(id)
                && id.codePoints().noneMatch(point -> Character.isISOControl(point) || point == '/');
        if (!plain || id.isEmpty() || id.codePointCount(0, id.length()) > LONGEST) {
            throw ProblemException.badRequest(
                    "An id in the path must have 1 to 36 characters, and no slash or control character.");
        }
    }
}
