package health.polaris.telemetry.analytics;

import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.Searchable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names the products that exist, for a request about one that does not. */
@ApplicationScoped
public class KnownProducts {
    private static final int MAX_PRODUCTS = 100;

    @Inject
    FigureQueries figures;

    /**
     * Returns the products with the most records of these kinds if the requested product has none. Empty if it has some,
     * or if no product was requested.
     *
     * @param hasPeople whether the figure has people, so that the product is known without a query
     */
    public Optional<List<String>> ifUnknown(Optional<String> product, List<Searchable> kinds, boolean hasPeople) {
        return product.filter(name -> !hasPeople).flatMap(name -> {
            List<String> known = figures.rows(statement(name, kinds)).stream()
                    .map(row -> (String) row[0])
                    .toList();
            return known.contains(name) ? Optional.empty() : Optional.of(known);
        });
    }

    /** Selects product and number of records, the requested product first. */
    private static Sql statement(String product, List<Searchable> kinds) {
        String counts = kinds.stream()
                .map(kind -> "select app_product, count(*) as records from %s where %s group by 1"
                        .formatted(kind.table(), indexed(kind)))
                .collect(Collectors.joining(" union all "));
        return Sql.numbered(
                "select app_product, sum(records) from (" + counts + ") as product group by 1"
                        + " order by app_product = ? desc, 2 desc, app_product collate \"C\" limit ?",
                List.of(product, MAX_PRODUCTS));
    }

    private static String indexed(Searchable kind) {
        return Searchable.INSTALLATIONS.contains(kind)
                ? LatestOfProduct.INDEXED
                : "octet_length(app_product) <= " + LatestOfProduct.MAX_BYTES;
    }
}
