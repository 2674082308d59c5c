package health.polaris.telemetry.analytics.usage;

import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.Searchable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What people's latest installations run on.
 *
 * @param kind patient or clinician
 * @param people all of them; null when too few to be told
 * @param os their operating systems, and the versions of each
 * @param manufacturers who made their devices, and the models of each; empty where that is not known
 */
record Platforms(String kind, Long people, List<PlatformGroup> os, List<PlatformGroup> manufacturers) {
    private static final String OS = "os";
    private static final String MANUFACTURER = "manufacturer";

    private static final int MAX_BRANCHES = 1_000;
    private static final int MAX_PARTS = 3_000;

    /** The characters of a name that are told. Stored names may be much longer. */
    private static final int MAX_NAME = 100;

    /**
     * Finds list (os or manufacturer), its branch, the part of this and people. All but the largest branches and parts of a list are
     * summed up as null.
     */
    static Sql statement(Searchable kind, Selection selection) {
        String columns = kind.equals(Searchable.PATIENT)
                ? "phone_os as os, phone_os_version as os_version, manufacturer, model"
                : "desktop_os as os, desktop_os_version as os_version, cast(null as varchar) as manufacturer, cast(null as varchar) as model";
        LatestOfProduct ofProduct = LatestOfProduct.of(kind, selection.product(), Optional.empty());
        boolean oneProduct = selection.product().isPresent();
        return Sql.numbered(
                """
                with combination as (
                    select %1$s, count(*) as people
                    from %2$s join (select uuid from %3$s latest) latest using (uuid) group by 1, 2, 3, 4
                ), pair as (
                    select '%4$s' as list, left(os, %6$d) as branch, left(os_version, %6$d) as part, sum(people) as people
                    from combination group by 2, 3
                    union all
                    select '%5$s', left(manufacturer, %6$d), left(model, %6$d), sum(people)
                    from combination where manufacturer is not null group by 2, 3
                ), ranked as (
                    select *, dense_rank() over (partition by list order by of_branch desc, branch) as branch_rank,
                        row_number() over (partition by list order by people desc, branch, part) as part_rank
                    from (select *, sum(people) over (partition by list, branch) as of_branch from pair) as total
                )
                select list, case when branch_rank <= %7$d then branch end,
                    case when branch_rank <= %7$d and part_rank <= %8$d then part end, sum(people)
                from ranked group by 1, 2, 3""".formatted(
                                columns,
                                kind.table(),
                                oneProduct ? ofProduct.sql() : latest(kind),
                                OS,
                                MANUFACTURER,
                                MAX_NAME,
                                MAX_BRANCHES,
                                MAX_PARTS),
                oneProduct ? ofProduct.values() : List.of());
    }

    /** A subquery for each person's latest installation of any product. */
    private static String latest(Searchable kind) {
        return "(select distinct on (%1$s) uuid from %2$s order by %1$s, %3$s)"
                .formatted(kind.owner(), kind.table(), kind.latestFirst());
    }

    /** Of these rows, with so many entries in each list. */
    static Platforms of(Searchable kind, List<Object[]> rows, int top, int smallest) {
        Map<String, List<PlatformGroup.Leaf>> lists = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> (String) row[0], Collectors.mapping(Platforms::leaf, Collectors.toList())));
        List<PlatformGroup.Leaf> os = lists.getOrDefault(OS, List.of());
        return new Platforms(
                kind.label(),
                Share.told(os.stream().mapToLong(PlatformGroup.Leaf::people).sum(), smallest),
                PlatformGroup.of(os, top, smallest),
                PlatformGroup.of(lists.getOrDefault(MANUFACTURER, List.of()), top, smallest));
    }

    private static PlatformGroup.Leaf leaf(Object[] row) {
        return new PlatformGroup.Leaf((String) row[1], (String) row[2], Rows.number(row[3]));
    }
}
