package health.polaris.telemetry.query;

import java.util.List;

/**
 * What a record must meet to be found.
 *
 * @param sql an expression about the row {@code r}, or what is read with it, with a {@code ?} for each value
 * @param values what the question marks stand for, in their order
 */
public record Condition(String sql, List<Object> values) {
    /** The most characters of a text in an index: PostgreSQL refuses a row whose index entry has over 2,704 bytes. */
    private static final int INDEXED = 64;

    private static final int INDEXED_BYTES = 256;

    public static Condition of(String sql, Object... values) {
        return new Condition(sql, List.of(values));
    }

    /** That a column holds this id, which has at most {@value #INDEXED_BYTES} bytes: indexes leave longer ones out. */
    public static Condition isId(String column, String id) {
        return of("r.%s = ? and octet_length(r.%1$s) <= %d".formatted(column, INDEXED_BYTES), id);
    }

    /**
     * That a column holds this text. The first characters find it in the index, and decide if there are no more. All of it is only
     * asked for if it may be longer: PostgreSQL takes the two for independent of each other, and for so rare together that it would
     * fetch and sort all that the index has, instead of a page.
     */
    public static Condition isText(String column, String text) {
        String begins = indexed("r." + column) + " = " + indexed("?");
        return text.codePointCount(0, text.length()) < INDEXED
                ? of(begins, text)
                : of(begins + " and r." + column + " = ?", text, text);
    }

    /** What the indexes hold of a text. */
    private static String indexed(String text) {
        return "left(" + text + ", " + INDEXED + ")";
    }
}
