package health.polaris.telemetry.analytics.changes;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.polaris.telemetry.analytics.FigureSize;
import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.analytics.TimeRange;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.ChangeFilter;
import health.polaris.telemetry.search.LastHeard;
import health.polaris.telemetry.search.Searchable;
import java.time.Instant;
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
 * @param knownSince the time before which no change is known
 * @param periods all periods of the range, including those without changes
 */
record Changes(String kind, Instant knownSince, List<Step> periods) {
    /** Approximate size of a step, and of the number of a field, as JSON without searches. */
    private static final int ENTRY_BYTES = 60;

    /**
     * One period. Numbers are null if suppressed.
     *
     * @param from the first day
     * @param changed changes of a field or audit field
     * @param removed removals
     * @param fields the changes of each field that was changed
     * @param href the search for the changed records; null if there are none
     * @param fieldHrefs the searches for the records of which each field was changed
     */
    record Step(
            LocalDate from,
            Long changed,
            Long removed,
            Map<String, Long> fields,
            @JsonInclude(JsonInclude.Include.NON_NULL) String href,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> fieldHrefs) {
        private long bytes() {
            return ENTRY_BYTES
                    + FigureSize.HREF_BYTES
                    + (long) fields.size() * (2 * ENTRY_BYTES + FigureSize.HREF_BYTES);
        }
    }

    /** Selects the time from which changes are known, and the number of its rows. */
    static Sql start() {
        return new Sql(
                "select coalesce(min(since), clock_timestamp()) at time zone 'UTC', count(*) from history_start",
                List.of());
    }

    /** Selects the number of changes and removals by period and set of changed fields. Arrivals are no changes. */
    static Sql statement(Searchable kind, TimeRange range) {
        return Sql.numbered("""
                select cast(date_trunc(?, superseded at time zone 'UTC') as date), operation, changed, count(*)
                from %s_history
                where superseded >= cast(? as timestamp) at time zone 'UTC'
                    and superseded < cast(? as timestamp) at time zone 'UTC' and operation <> 'I' and %s
                group by 1, 2, 3""".formatted(kind.table(), ChangeFilter.KNOWN), range.sqlParameters());
    }

    /** Returns the number of changes and removals of each row. */
    static LongStream numbers(List<Object[]> rows) {
        return rows.stream().mapToLong(row -> Rows.number(row[3]));
    }

    /** Reads the row of {@link #start}. */
    static Instant start(List<Object[]> rows) {
        return LastHeard.time(rows.get(0)[0]).toInstant();
    }

    /**
     * Checks the size of the response.
     *
     * @throws ProblemException with 400 if it is too large
     */
    static void check(List<Changes> changes) {
        FigureSize.check(
                changes.stream()
                        .flatMap(ofKind -> ofKind.periods().stream())
                        .mapToLong(Step::bytes)
                        .sum(),
                "period, from, to or kind");
    }

    static Changes of(Searchable kind, Instant knownSince, List<Object[]> rows, TimeRange range, int smallestCount) {
        Map<LocalDate, Counts> periods = new HashMap<>();
        rows.forEach(row ->
                periods.computeIfAbsent(Rows.date(row[0]), day -> new Counts()).add(row));
        return new Changes(
                kind.label(),
                knownSince,
                range.starts().stream()
                        .map(day -> periods.getOrDefault(day, new Counts())
                                .step(day, range.filtered(Href.records(kind), ChangeFilter.TIME, day), smallestCount))
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

        Step step(LocalDate from, Href search, int smallestCount) {
            Map<String, Long> reported = new TreeMap<>();
            Map<String, String> searches = new TreeMap<>();
            fields.forEach((field, number) -> {
                reported.put(field, Share.reported(number, smallestCount));
                searches.put(field, search.with(ChangeFilter.FIELD, field).toString());
            });
            LongStream parts = fields.values().stream().mapToLong(Long::longValue);
            return new Step(
                    from,
                    Share.total(changed, parts, smallestCount),
                    Share.reported(removed, smallestCount),
                    reported,
                    changed == 0 ? null : search.toString(),
                    searches);
        }

        private static Stream<String> fieldNames(String changed) {
            return Arrays.stream(changed.split(" ", -1)).filter(name -> !name.isEmpty());
        }
    }
}
