package health.polaris.telemetry.query;

import java.util.List;

/**
 * A condition of a search.
 *
 * @param sql an expression for the row {@code r} or a joined table, with a {@code ?} for each value
 * @param values the parameter values, in order
 */
public record Condition(String sql, List<Object> values) {
    /** Length of indexed texts. PostgreSQL rejects rows with an index entry over 2,704 bytes. */
    private static final int INDEXED_CHARACTERS = 64;

    /** Maximum bytes of an indexed id. */
    public static final int INDEXED_BYTES = 256;

    public static Condition of(String sql, Object... values) {
        return new Condition(sql, List.of(values));
    }

    /** Matches an id of at most {@value #INDEXED_BYTES} bytes. Indexes exclude longer ones. */
    public static Condition idEquals(String column, String id) {
        return of("r.%s = ? and octet_length(r.%1$s) <= %s".formatted(column, INDEXED_BYTES), id);
    }

    /**
     * Matches a text by its indexed first characters. The whole text is compared only if it may be longer, because
     * PostgreSQL treats the two comparisons as independent and would underestimate the number of rows: it would then
     * sort all matches instead of reading one page.
     */
    public static Condition textEquals(TextColumn column, String text) {
        String stored = column.comparison().formatted("r." + column.name());
        String sought = column.comparison().formatted("?");
        String prefixMatches = indexed(stored) + " = " + indexed(sought);
        // the lower case of a text may have twice its length
        int mayBeLonger = column.isExact() ? INDEXED_CHARACTERS : INDEXED_CHARACTERS / 2;
        return text.codePointCount(0, text.length()) < mayBeLonger
                ? of(prefixMatches, text)
                : of(prefixMatches + " and " + stored + " = " + sought, text, text);
    }

    private static String indexed(String text) {
        return "left(" + text + ", " + INDEXED_CHARACTERS + ")";
    }
}
