package health.polaris.telemetry.record;

import health.polaris.telemetry.http.Refusal;

/** An id in a path: a person's or a record's, 1 to 36 characters, none of them a control character or a slash. */
public record PathId(String value) {
    private static final int LONGEST = 36;

    /** Called by Jakarta REST for a path parameter. */
    public static PathId valueOf(String text) {
        boolean plain = TextRule.isStorable(text)
                && text.codePoints().noneMatch(point -> Character.isISOControl(point) || point == '/');
        if (!plain || text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST) {
            throw Refusal.badRequest(
                    "An id in the path must have 1 to 36 characters, and no slash or control character.");
        }
        return new PathId(text);
    }
}
