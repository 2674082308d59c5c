package health.polaris.telemetry.query;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several entries of an index whose second column is the time of creation. A search for any of them reads the first records of
 * each entry, in order. PostgreSQL alone would read and sort all records of all entries.
 *
 * @param column the expression of the index for the row {@code r}
 * @param select selects each entry once, with a {@code ?} for each value
 * @param values the parameter values, in order
 */
public record IndexEntries(String column, String select, List<Object> values) {
    /** The entries of these texts. */
    public static IndexEntries of(TextColumn column, List<String> texts) {
        String select = String.join(" union ", Collections.nCopies(texts.size(), "select " + column.start("?")));
        return new IndexEntries(column.entry(), select, List.copyOf(texts));
    }

    /** All entries. */
    public static IndexEntries all(String table, TextColumn column) {
        return distinct(table, column, Condition.of(column.entry() + " is not null"));
    }

    /** The entries that start with a text. */
    public static IndexEntries startingWith(String table, TextColumn column, String text) {
        return distinct(table, column, Condition.textStarts(column, text));
    }

    /** Skips from one entry to the next in the index, whatever the number of records. */
    private static IndexEntries distinct(String table, TextColumn column, Condition condition) {
        String select = """
                with recursive entries as (
                    (select %1$s as entry from %2$s r where %3$s order by entry limit 1)
                    union all
                    select (select %1$s as entry from %2$s r where %1$s > e.entry and %3$s order by entry limit 1)
                    from entries e where e.entry is not null
                )
                select entry from entries where entry is not null""".formatted(column.entry(), table, condition.sql());
        List<Object> values = Stream.of(condition, condition)
                .flatMap(each -> each.values().stream())
                .toList();
        return new IndexEntries(column.entry(), select, values);
    }
}
