package health.polaris.telemetry.query;

/**
 * A column that is searched by text.
 *
 * @param name the column
 * @param comparison an SQL expression with the same value for texts that count as equal; {@code %s} stands for the text
 * @param indexed an SQL expression for the text in the index, with the same value for equal texts, and perhaps for others
 */
public record TextColumn(String name, String comparison, String indexed) {
    private static final String UNCHANGED = "%s";

    /** An SQL expression that is equal for texts that differ only in case and surrounding white space. */
    private static final String FOLDED = lowerCase("btrim(%s, E' \\t\\r\\n')");

    /** A column whose texts are compared exactly. */
    public static TextColumn exact(String name) {
        return new TextColumn(name, UNCHANGED, UNCHANGED);
    }

    /** A column whose texts are compared exactly by filters, but without case and surrounding white space by others. */
    public static TextColumn code(String name) {
        return new TextColumn(name, UNCHANGED, FOLDED);
    }

    /** A column whose texts are compared without case and surrounding white space. */
    public static TextColumn ignoringCase(String name) {
        return folded(name, FOLDED);
    }

    /** A column whose texts are equal if this expression has the same value for them. */
    public static TextColumn folded(String name, String comparison) {
        return new TextColumn(name, comparison, comparison);
    }

    /**
     * Converts an SQL expression to lower case. ASCII letters come first, because the lower case of {@code I} depends
     * on the language.
     */
    public static String lowerCase(String expression) {
        return "lower(lower(" + expression + " collate \"C\") collate \"default\")";
    }

    /** This column, with all texts compared as in the index. */
    public TextColumn asIndexed() {
        return folded(name, indexed);
    }

    /** An SQL expression for the start of a text, by which the index is sorted. */
    String start(String text) {
        return "left(" + indexed.formatted(text) + ", " + Condition.INDEXED_CHARACTERS + ") collate \"C\"";
    }

    /** The index entries of the row {@code r}. */
    public String entry() {
        return start("r." + name);
    }

    /** Whether texts with the same start in the index may differ. */
    boolean isLonger(String text) {
        // the lower case of a text may have twice its length
        int characters = indexed.equals(UNCHANGED) ? Condition.INDEXED_CHARACTERS : Condition.INDEXED_CHARACTERS / 2;
        return !comparison.equals(indexed) || text.codePointCount(0, text.length()) >= characters;
    }
}
