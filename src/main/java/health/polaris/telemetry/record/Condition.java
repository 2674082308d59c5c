package health.polaris.telemetry.record;

import java.util.List;

/**
 * What a record must meet to be found.
 *
 * @param sql an expression about the row {@code r}, with a {@code ?} for each value
 * @param values what the question marks stand for, in their order
 */
public record Condition(String sql, List<Object> values) {
    /** The most characters of a text in an index: PostgreSQL refuses a row whose index entry has over 2,704 bytes. */
    private static final int INDEXED = 64;

    public static Condition of(String sql, Object... values) {
        return new Condition(sql, List.of(values));
    }

    /** That a column holds this text. The first characters find it in the index, all of them decide. */
    public static Condition isText(String column, String text) {
        return of(indexed("r." + column) + " = " + indexed("?") + " and r." + column + " = ?", text, text);
    }

    /** What the indexes hold of a text. */
    public static String indexed(String text) {
        return "left(" + text + ", " + INDEXED + ")";
    }
}
