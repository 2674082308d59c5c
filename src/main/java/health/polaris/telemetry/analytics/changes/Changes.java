package health.polaris.telemetry.analytics.changes;

import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.analytics.TimeRange;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.Searchable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Changes of records over time. A change of several fields counts for each of them.
 *
 * @param kind patient, clinician or meter
 * @param periods all periods of the range, including those without changes
 */
record Changes(String kind, List<Step> periods) {
    /**
     * One period. Numbers are null if suppressed.
     *
     * @param from the first day
     * @param changed changes of a field or audit field
     * @param removed removals
     * @param fields the changes of each field that was changed
     */
    record Step(LocalDate from, Long changed, Long removed, Map<String, Long> fields) {}

    /** Selects the number of changes and removals by period and set of changed fields. Arrivals are no changes. */
    static Sql statement(Searchable kind, TimeRange range) {
        return Sql.numbered("""
                select cast(date_trunc(?, superseded at time zone 'UTC') as date), operation, changed, count(*)
                from %s_history
                where superseded >= cast(? as timestamp) at time zone 'UTC'
                    and superseded < cast(? as timestamp) at time zone 'UTC' and operation <> 'I'
                group by 1, 2, 3""".formatted(kind.table()), range.sqlParameters());
    }

    /** Returns the number of changes and removals of each row. */
    static LongStream numbers(List<Object[]> rows) {
        return rows.stream().mapToLong(row -> Rows.number(row[3]));
    }

    static Changes of(Searchable kind, List<Object[]> rows, TimeRange range, int smallestCount) {
        Map<LocalDate, Counts> periods = new HashMap<>();
        rows.forEach(row ->
                periods.computeIfAbsent(Rows.date(row[0]), day -> new Counts()).add(row));
        return new Changes(
                kind.label(),
                range.starts().stream()
                        .map(day -> periods.getOrDefault(day, new Counts()).step(day, smallestCount))
                        .toList());
    }

    private static final class Counts {
        private final Map<String, Long> fields = new TreeMap<>();
        private long changed;
        private long removed;

        void add(Object[] row) {
            long number = Rows.number(row[3]);
            if ("U".equals(row[1])) {
                changed += number;
                fieldNames((String) row[2]).forEach(field -> fields.merge(field, number, Long::sum));
            } else {
                removed += number;
            }
        }

        Step step(LocalDate from, int smallestCount) {
            Map<String, Long> reported = new TreeMap<>();
            fields.forEach((field, number) -> reported.put(field, Share.reported(number, smallestCount)));
            LongStream parts = fields.values().stream().mapToLong(Long::longValue);
            return new Step(
                    from, Share.total(changed, parts, smallestCount), Share.reported(removed, smallestCount), reported);
        }

        private static Stream<String> fieldNames(String changed) {
            return Arrays.stream(changed.split(" ", -1)).filter(name -> !name.isEmpty());
        }
    }
}
