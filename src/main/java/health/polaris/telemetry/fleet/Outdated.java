package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Condition;
import health.polaris.telemetry.record.Position;
import health.polaris.telemetry.record.Search;
import health.polaris.telemetry.record.Statement;
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

    /** Finds the installations, the oldest first: those of the latest of the product that have one of these versions. */
    static Search<?> search(Kind kind, String product, List<String> versions, Optional<Position> after) {
        return new Search<>(
                kind.entity(),
                List.of(
                        Condition.of("latest.app_product = ?", product),
                        new Condition(
                                "latest.app_version in (" + Statement.marks(versions.size()) + ")",
                                List.copyOf(versions))),
                kind.latestCreated(),
                Search.Order.OLDEST_FIRST,
                after);
    }
}
