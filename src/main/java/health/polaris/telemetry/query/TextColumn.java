package health.polaris.telemetry.query;

/**
 * A column that is searched by text.
 *
 * @param name the column
 * @param comparison an SQL expression with the same value for texts that count as equal; {@code %s} stands for the text
 */
public record TextColumn(String name, String comparison) {
    /** A column whose texts are compared exactly. */
    public static TextColumn exact(String name) {
        return new TextColumn(name, "%s");
    }

    /** A column whose texts are compared without case and surrounding white space. */
    public static TextColumn ignoringCase(String name) {
        return new TextColumn(name, lowerCase("btrim(%s, E' \\t\\r\\n')"));
    }

    /**
     * Converts an SQL expression to lower case. ASCII letters come first, because the lower case of {@code I} depends
     * on the language.
     */
    public static String lowerCase(String expression) {
        return "lower(lower(" + expression + " collate \"C\") collate \"default\")";
    }

    boolean isExact() {
        return comparison.equals("%s");
    }
}
