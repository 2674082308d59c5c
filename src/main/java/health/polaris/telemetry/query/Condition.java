package health.polaris.telemetry.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A condition of a search.
 *
 * @param sql an expression for the row {@code r} or a joined table, with a {@code ?} for each value
 * @param values the parameter values, in order
 * @param entries the index entries of all matching records and of no others, if a search should read them entry by entry
 */
public record Condition(String sql, List<Object> values, Optional<IndexEntries> entries) {
    /** Length of indexed texts. PostgreSQL rejects rows with an index entry over 2,704 bytes. */
    static final int INDEXED_CHARACTERS = 64;

    /** Maximum bytes of an indexed id. */
    public static final int INDEXED_BYTES = 256;

    /** Sorts after all other characters. */
    private static final String LAST_CHARACTER = "chr(1114111)";

    public Condition(String sql, List<Object> values) {
        this(sql, values, Optional.empty());
    }

    public static Condition of(String sql, Object... values) {
        return new Condition(sql, List.of(values));
    }

    /** The same condition, with the entries of all matching records and of no others. */
    public Condition with(IndexEntries sorted) {
        return new Condition(sql, values, Optional.of(sorted));
    }

    /** Matches an id of at most {@value #INDEXED_BYTES} bytes. Indexes exclude longer ones. */
    public static Condition idEquals(String column, String id) {
        return of("r.%s = ? and octet_length(r.%1$s) <= %s".formatted(column, INDEXED_BYTES), id);
    }

    /**
     * Matches a text that equals one of these, by its indexed first characters. The whole text is compared only if it
     * may be longer, because PostgreSQL treats the two comparisons as independent and would underestimate the number of
     * rows: it would then sort all matches instead of reading one page.
     */
    public static Condition textEquals(TextColumn column, List<String> texts) {
        String sought = column.start("?");
        String startMatches = oneOf(column.entry(), sought, texts.size());
        if (texts.stream().noneMatch(column::isLonger)) {
            return new Condition(startMatches, List.copyOf(texts));
        }
        String compared = column.comparison();
        return new Condition(
                startMatches + " and "
                        + oneOf(compared.formatted("r." + column.name()), compared.formatted("?"), texts.size()),
                twice(texts));
    }

    /** Matches a text that starts with this one, by its indexed first characters. */
    public static Condition textStarts(TextColumn column, String text) {
        String entry = column.entry();
        String sought = column.start("?");
        String startMatches = "%1$s >= %2$s and %1$s < %2$s || %3$s".formatted(entry, sought, LAST_CHARACTER);
        if (!column.isLonger(text)) {
            return of(startMatches, text, text);
        }
        String compared = column.comparison();
        return of(
                "%s and starts_with(%s, %s)"
                        .formatted(startMatches, compared.formatted("r." + column.name()), compared.formatted("?")),
                text,
                text,
                text);
    }

    /** Like {@link #textEquals}, for a column whose index is also sorted by creation. */
    public static Condition sortedTextEquals(TextColumn column, List<String> texts) {
        Condition equal = textEquals(column, texts);
        return texts.size() == 1 || texts.stream().anyMatch(column::isLonger)
                ? equal
                : equal.with(IndexEntries.of(column, texts));
    }

    /** Like {@link #textStarts}, for a column whose index is also sorted by creation. */
    public static Condition sortedTextStarts(String table, TextColumn column, String text) {
        Condition starts = textStarts(column, text);
        return column.isLonger(text) ? starts : starts.with(IndexEntries.startingWith(table, column, text));
    }

    private static String oneOf(String stored, String sought, int count) {
        return count == 1
                ? stored + " = " + sought
                : Collections.nCopies(count, sought).stream().collect(Collectors.joining(", ", stored + " in (", ")"));
    }

    private static List<Object> twice(List<String> texts) {
        List<Object> values = new ArrayList<>(texts);
        values.addAll(texts);
        return List.copyOf(values);
    }
}
