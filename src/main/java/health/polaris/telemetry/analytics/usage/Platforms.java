package health.polaris.telemetry.analytics.usage;

import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.Searchable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Operating systems and devices of people's latest installations.
 *
 * @param kind patient or clinician
 * @param people the number of people; null if suppressed
 * @param os the operating systems with their versions
 * @param manufacturers the device manufacturers with their models; empty if unknown
 */
record Platforms(String kind, Long people, List<PlatformGroup> os, List<PlatformGroup> manufacturers) {
    private static final String OS = "os";
    private static final String MANUFACTURER = "manufacturer";

    private static final int MAX_GROUPS = 1_000;
    private static final int MAX_PARTS = 3_000;

    /** Maximum length of a reported name. Stored names may be much longer. */
    static final int MAX_NAME = 100;

    /**
     * Selects list (os or manufacturer), name, part and people. Names and parts beyond the largest of a list are merged
     * under null.
     */
    static Sql statement(Searchable kind, Selection selection, List<String> versions) {
        String columns = kind.equals(Searchable.PATIENT)
                ? "phone_os as os, phone_os_version as os_version, manufacturer, model"
                : "desktop_os as os, desktop_os_version as os_version, cast(null as varchar) as manufacturer, cast(null as varchar) as model";
        LatestOfProduct ofProduct = LatestOfProduct.of(kind, selection.product(), Optional.empty());
        boolean oneProduct = selection.product().isPresent();
        List<Object> values = new ArrayList<>(oneProduct ? ofProduct.values() : List.of());
        values.addAll(versions);
        String ofVersions = versions.isEmpty()
                ? ""
                : "where app_version in (" + String.join(", ", Collections.nCopies(versions.size(), "?")) + ")";
        return Sql.numbered(
                """
                with combination as (
                    select %1$s, count(*) as people
                    from %2$s join (select uuid from %3$s latest %9$s) latest using (uuid) group by 1, 2, 3, 4
                ), pair as (
                    select '%4$s' as list, left(os, %6$s) as branch, left(os_version, %6$s) as part, sum(people) as people
                    from combination group by 2, 3
                    union all
                    select '%5$s', left(manufacturer, %6$s), left(model, %6$s), sum(people)
                    from combination where manufacturer is not null group by 2, 3
                ), ranked as (
                    select *, dense_rank() over (partition by list order by of_branch desc, branch) as branch_rank,
                        row_number() over (partition by list order by people desc, branch, part) as part_rank
                    from (select *, sum(people) over (partition by list, branch) as of_branch from pair) as total
                )
                select list, case when branch_rank <= %7$s then branch end,
                    case when branch_rank <= %7$s and part_rank <= %8$s then part end, sum(people)
                from ranked group by 1, 2, 3""".formatted(
                                columns,
                                kind.table(),
                                oneProduct ? ofProduct.sql() : latest(kind),
                                OS,
                                MANUFACTURER,
                                MAX_NAME,
                                MAX_GROUPS,
                                MAX_PARTS,
                                ofVersions),
                values);
    }

    private static String latest(Searchable kind) {
        return "(select distinct on (%1$s) uuid, app_version from %2$s where %3$s order by %1$s, %4$s)"
                .formatted(kind.owner(), kind.table(), kind.canBeLatest(), kind.latestFirst());
    }

    /** Returns the number of people in these rows. */
    static long people(List<Object[]> rows) {
        return rows.stream()
                .filter(row -> row[0].equals(OS))
                .mapToLong(row -> Rows.number(row[3]))
                .sum();
    }

    static Platforms of(Searchable kind, List<Object[]> rows, int top, int smallestCount) {
        Map<String, List<PlatformGroup.Pair>> lists = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(Platforms::pair, Collectors.toList())));
        List<PlatformGroup.Pair> os = lists.getOrDefault(OS, List.of());
        return new Platforms(
                kind.label(),
                Share.reported(people(rows), smallestCount),
                PlatformGroup.of(os, top, smallestCount),
                PlatformGroup.of(lists.getOrDefault(MANUFACTURER, List.of()), top, smallestCount));
    }

    /** Returns these figures with the searches that list the people. */
    Platforms linked(Searchable searched, Selection selection, List<String> versions) {
        Href all = Href.installations(searched)
                .with(selection.product().isPresent() ? "latest_of_product" : "latest", "true")
                .with("app_product", selection.product());
        for (String version : versions) {
            all = all.with("app_version", version);
        }
        Href people = all;
        return new Platforms(
                kind,
                this.people,
                os.stream().map(group -> group.linked(people, OS, "os_version")).toList(),
                manufacturers.stream()
                        .map(group -> group.linked(people, MANUFACTURER, "model"))
                        .toList());
    }

    private static PlatformGroup.Pair pair(Object[] row) {
        return new PlatformGroup.Pair((String) row[1], (String) row[2], Rows.number(row[3]));
    }
}
