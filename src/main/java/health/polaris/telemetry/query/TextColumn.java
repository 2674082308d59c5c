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

    /** Folds the case of an SQL expression, first of ASCII letters: the lower case of {@code I} differs in some languages. */
    public static String lowerCase(String expression) {
        return "lower(lower(" + expression + " collate \"C\") collate \"default\")";
    }

    boolean isExact() {
        return comparison.equals("%s");
    }
}
