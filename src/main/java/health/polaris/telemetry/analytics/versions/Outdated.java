package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.SortKey;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.Searchable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds people whose latest installation of a product has a lower version than a given one. */
public final class Outdated {
    private static final int MAX_VERSIONS = 5_000;

    private Outdated() {}

    /** Selects the versions that people of this kind use, each with the number of people. */
    static Sql versions(Searchable kind, String product) {
        LatestOfProduct latest = latest(kind, product);
        List<Object> values = new ArrayList<>(latest.values());
        values.add(MAX_VERSIONS + 1);
        return Sql.numbered(
                "select app_version, count(*) from " + latest.sql() + " latest group by app_version limit ?", values);
    }

    /**
     * Checks the number of versions.
     *
     * @throws ProblemException with 400 if there are too many versions to compare
     */
    static Map<String, Long> comparable(List<Object[]> versions) {
        if (versions.size() > MAX_VERSIONS) {
            throw ProblemException.badRequest("app_product: must have at most " + MAX_VERSIONS + " versions in use.");
        }
        return versions.stream().collect(Collectors.toMap(row -> (String) row[0], row -> Rows.number(row[1])));
    }

    /**
     * Finds a page of the latest installations of the product with one of these versions, oldest record first. The ids
     * are selected first, so that only the rows of the page are read.
     */
    public static RecordQuery<?> search(Searchable kind, String product, List<String> versions, PageRequest page) {
        LatestOfProduct latest = latest(kind, product);
        List<Object> values = new ArrayList<>(latest.values());
        // "is true" makes PostgreSQL look up versions in a hash table. Otherwise a wrong estimate leads to a nested
        // loop.
        StringBuilder where =
                new StringBuilder("(app_version in (select json_array_elements_text(cast(? as json)))) is true");
        values.add(Json.MAPPER.writeValueAsString(versions));
        page.after().ifPresent(position -> {
            where.append(" and (created, uuid collate \"C\") > (?, ?)");
            values.addAll(List.of(position.time(), position.uuid()));
        });
        values.add(page.limit() + 1);
        Condition onPage = new Condition(
                "r.uuid in (select uuid from %s latest where %s order by created, uuid collate \"C\" limit ?)"
                        .formatted(latest.sql(), where),
                values);
        return new RecordQuery<>(
                kind.entity(), List.of(onPage), SortKey.CREATED, RecordQuery.Order.OLDEST_FIRST, Optional.empty());
    }

    private static LatestOfProduct latest(Searchable kind, String product) {
        return LatestOfProduct.of(kind, Optional.of(product), Optional.empty());
    }
}
