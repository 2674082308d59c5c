package health.polaris.telemetry.analytics;

import health.polaris.telemetry.search.Searchable;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A subquery for the latest installation of each person and product, answered by an index-only scan of {@code
 * mobile_latest_of_product} or {@code desktop_latest_of_product}.
 *
 * @param sql selects uuid, created, app_product and app_version, with a {@code ?} for each value
 * @param values the parameter values, in order
 */
public record LatestOfProduct(String sql, List<Object> values) {
    /** Maximum length of a product or version in these indexes and in figures. */
    public static final int MAX_BYTES = Searchable.MAX_BYTES;

    /** The predicate of these indexes, which a query must repeat. */
    public static final String INDEXED = Searchable.indexed("");

    /**
     * Builds the subquery for one kind of installations.
     *
     * @param product selects one product; all products if empty
     * @param end excludes installations first used at or after this time; if empty, installations with an implausible
     *     date are excluded instead
     */
    public static LatestOfProduct of(Searchable kind, Optional<String> product, Optional<LocalDateTime> end) {
        List<Object> values = new ArrayList<>();
        StringBuilder where = new StringBuilder(INDEXED);
        product.ifPresent(text -> {
            where.append(" and app_product = ?");
            values.add(text);
        });
        end.ifPresentOrElse(
                time -> {
                    where.append(" and ").append(kind.firstUse()).append(" < ?");
                    values.add(time);
                },
                () -> where.append(" and ").append(kind.canBeLatest()));
        String sql =
                "(select distinct on (%1$s, app_product) uuid, created, app_product, app_version from %2$s where %3$s order by %1$s, app_product, %4$s)"
                        .formatted(kind.owner(), kind.table(), where, kind.latestFirst());
        return new LatestOfProduct(sql, List.copyOf(values));
    }
}
