package health.polaris.telemetry.analytics.people;

import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.LastHeard;
import health.polaris.telemetry.search.Searchable;
import health.polaris.telemetry.search.Silence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * People with an installation, by how long ago the service last heard of them.
 *
 * @param kind {@code patient} or {@code clinician}
 * @param people the number of people; null if suppressed
 * @param silent people by the number of days, fewest first
 */
record Silent(String kind, Long people, List<Group> silent) {
    /** The first number of days of each group. */
    private static final List<Integer> DAYS = List.of(0, 7, 30, 90, 180, 365);

    /**
     * People who were last heard of within a range of days.
     *
     * @param fromDays the fewest days ago
     * @param belowDays the end of the range, exclusive; null for the last group
     * @param people null if suppressed
     * @param share the share of all people; null if suppressed
     * @param href the query that lists the people
     */
    record Group(int fromDays, Integer belowDays, Long people, Double share, String href) {}

    /** Selects groups, counted from 0, each with its number of people. */
    static Sql statement(Searchable kind) {
        String limits = DAYS.stream()
                .skip(1)
                .map(days -> "interval '" + days + " days'")
                .collect(Collectors.joining(", "));
        String heard = LastHeard.kinds(kind.person()).stream()
                .map(records -> "select %s as person, modified, %s as installed from %s"
                        .formatted(records.owner(), records.equals(kind), records.table()))
                .collect(Collectors.joining(" union all "));
        return new Sql("""
                select width_bucket(now() at time zone 'UTC' - heard, array[%s]) as silent, count(*)
                from (select max(modified) as heard from (%s) record group by person having bool_or(installed)) person
                group by 1""".formatted(limits, heard), List.of());
    }

    static long people(List<Object[]> rows) {
        return rows.stream().mapToLong(row -> Rows.number(row[1])).sum();
    }

    static Silent of(Searchable kind, List<Object[]> rows, int smallestCount) {
        Map<Integer, Long> people =
                rows.stream().collect(Collectors.toMap(row -> (int) Rows.number(row[0]), row -> Rows.number(row[1])));
        List<Share> shares = Share.of(
                IntStream.range(0, DAYS.size())
                        .mapToObj(group -> new Share.Group(null, people.getOrDefault(group, 0L)))
                        .toList(),
                smallestCount);
        List<Group> groups = new ArrayList<>();
        for (int group = 0; group < DAYS.size(); group++) {
            Integer below = group + 1 < DAYS.size() ? DAYS.get(group + 1) : null;
            Share share = shares.get(group);
            groups.add(new Group(
                    DAYS.get(group), below, share.people(), share.share(), href(kind, DAYS.get(group), below)));
        }
        return new Silent(kind.label(), Share.reported(people(rows), smallestCount), List.copyOf(groups));
    }

    private static String href(Searchable kind, int from, Integer below) {
        Href href = Href.installations(kind).with("latest", "true");
        Function<Href, Href> silent = from == 0 ? same -> same : same -> same.with(Silence.SILENT, from);
        Href since = silent.apply(href);
        return (below == null ? since : since.with(Silence.HEARD, below)).toString();
    }
}
