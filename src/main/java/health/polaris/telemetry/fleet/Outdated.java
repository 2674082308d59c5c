package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Condition;
import health.polaris.telemetry.record.Position;
import health.polaris.telemetry.record.Search;
import health.polaris.telemetry.record.Statement;
import health.polaris.telemetry.record.TimeLine;
import java.util.List;
import java.util.Optional;

/** People whose latest installation of a product has a version below another. */
final class Outdated {
    private Outdated() {}

    /** Finds the versions that somebody has: kind, version. */
    static Statement versions(String product) {
        return Statement.numbered(
                "select kind, app_version from adoption_change where app_product = ?"
                        + " group by kind, app_version having sum(people) > 0",
                List.of(product));
    }

    /** Those of these that are of this kind and below a version, oldest first. */
    static List<String> below(String version, Kind kind, List<Object[]> versions) {
        return versions.stream()
                .filter(row -> row[0].equals(kind.label()))
                .map(row -> (String) row[1])
                .filter(one -> VersionOrder.OLDEST_FIRST.isBelow(one, version))
                .sorted(VersionOrder.OLDEST_FIRST)
                .toList();
    }

    /** Finds the installations, the oldest first: those that have one of these versions and nothing later. */
    static Search<?> search(Kind kind, String product, List<String> versions, Optional<Position> after) {
        return new Search<>(
                kind.entity(),
                List.of(
                        Condition.isText("app_product", product),
                        new Condition(
                                "r.app_version in (" + Statement.marks(versions.size()) + ")", List.copyOf(versions)),
                        isNoNewer(kind, versions),
                        kind.isLatest(true)),
                TimeLine.CREATED,
                Search.Order.OLDEST_FIRST,
                after);
    }

    /**
     * That an installation is no newer than the newest one that has one of these versions. PostgreSQL, which goes through those of the
     * product in the order of time, does not know this by itself, and would go on through all that came later.
     */
    private static Condition isNoNewer(Kind kind, List<String> versions) {
        String rows = Statement.marks(versions.size()).replace("?", "(?)");
        String newest = "select created from %s where %s = %s order by created desc nulls last limit 1"
                .formatted(kind.table(), Condition.indexed("app_version"), Condition.indexed("one.version"));
        return new Condition(
                "r.created <= (select max(newest.created) from (values %s) one (version) cross join lateral (%s) newest)"
                        .formatted(rows, newest),
                List.copyOf(versions));
    }
}
