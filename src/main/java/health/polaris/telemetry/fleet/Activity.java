package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * New installations over time, by the day (UTC) of their first use.
 *
 * @param kind patient or clinician
 * @param appProduct the product
 * @param periods those of the span, also when nothing happened in them
 */
record Activity(String kind, String appProduct, List<Step> periods) {
    /**
     * One period.
     *
     * @param from its first day
     * @param installations new ones in it, as far as it lies in the span; null when too few to be told
     */
    record Step(LocalDate from, Long installations) {}

    /** Finds: product, first day of a period, number. */
    static Statement statement(Kind kind, Selection selection, Span span) {
        List<Object> parameters = new ArrayList<>(span.parameters());
        selection.product().ifPresent(parameters::add);
        return Statement.numbered(
                "select app_product, cast(date_trunc(?, %1$s) as date), count(*) from %2$s where %1$s >= ? and %1$s < ?"
                                .formatted(kind.firstUse(), kind.table())
                        + (selection.product().isPresent() ? " and app_product = ?" : "") + " group by 1, 2",
                parameters);
    }

    /** One for each product in these rows. */
    static List<Activity> of(Kind kind, List<Object[]> rows, Span span, int smallest) {
        Map<String, Map<LocalDate, Long>> products = new TreeMap<>();
        rows.forEach(row -> products.computeIfAbsent((String) row[0], any -> new TreeMap<>())
                .put(Rows.date(row[1]), Rows.number(row[2])));
        List<LocalDate> starts = span.starts();
        return products.entrySet().stream()
                .map(product -> new Activity(
                        kind.label(),
                        product.getKey(),
                        starts.stream()
                                .map(start -> new Step(
                                        start, Share.told(product.getValue().getOrDefault(start, 0L), smallest)))
                                .toList()))
                .toList();
    }
}
