package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What people's latest installations run on.
 *
 * @param kind patient or clinician
 * @param people all of them; null when too few to be told
 * @param os their operating systems, and the versions of each
 * @param manufacturers who made their devices, and the models of each; empty where that is not known
 */
record Platforms(String kind, Long people, List<Branch> os, List<Branch> manufacturers) {
    /** Finds for each combination: operating system, its version, manufacturer, model, people. */
    static Statement statement(Kind kind, Selection selection) {
        String columns = kind.equals(Kind.PATIENT)
                ? "phone_os, phone_os_version, manufacturer, model"
                : "desktop_os, desktop_os_version, cast(null as varchar), cast(null as varchar)";
        LatestOfProduct ofProduct = LatestOfProduct.of(kind, selection.product(), Optional.empty());
        boolean oneProduct = selection.product().isPresent();
        return Statement.numbered(
                "select %s, count(*) from %s join (select uuid from %s latest) latest using (uuid) group by 1, 2, 3, 4"
                        .formatted(columns, kind.table(), oneProduct ? ofProduct.sql() : latest(kind)),
                oneProduct ? ofProduct.values() : List.of());
    }

    /** A subquery for each person's latest installation of any product. */
    private static String latest(Kind kind) {
        return "(select distinct on (%1$s) uuid from %2$s order by %1$s, %3$s)"
                .formatted(kind.owner(), kind.table(), kind.latestFirst());
    }

    /** Of these rows, with so many entries in each list. */
    static Platforms of(Kind kind, List<Object[]> rows, int top, int smallest) {
        List<Count> counts = rows.stream().map(Count::of).toList();
        long people = counts.stream().mapToLong(Count::people).sum();
        List<Count> devices =
                counts.stream().filter(count -> count.manufacturer() != null).toList();
        return new Platforms(
                kind.label(),
                Share.told(people, smallest),
                Branch.of(leaves(counts, Count::os, Count::osVersion), top, smallest),
                Branch.of(leaves(devices, Count::manufacturer, Count::model), top, smallest));
    }

    private static List<Branch.Leaf> leaves(
            List<Count> counts, Function<Count, String> branch, Function<Count, String> name) {
        List<Branch.Leaf> leaves = new ArrayList<>();
        counts.forEach(count -> leaves.add(new Branch.Leaf(branch.apply(count), name.apply(count), count.people())));
        return leaves;
    }

    private record Count(String os, String osVersion, String manufacturer, String model, long people) {
        static Count of(Object[] row) {
            return new Count((String) row[0], (String) row[1], (String) row[2], (String) row[3], Rows.number(row[4]));
        }
    }
}
