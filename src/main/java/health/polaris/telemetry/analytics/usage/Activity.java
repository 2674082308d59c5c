package health.polaris.telemetry.analytics.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.polaris.telemetry.analytics.FigureSize;
import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.Series;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.analytics.TimeRange;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.Searchable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * New installations over time, by the day (UTC) of their first use.
 *
 * @param kind patient or clinician
 * @param appProduct the product; null for all products beyond the largest
 * @param periods all periods of the range, including those without installations
 */
public record Activity(String kind, String appProduct, List<Step> periods) {
    /** Approximate size of a step as JSON. */
    private static final int STEP_BYTES = 42;

    private static final String FIRST_USED = "first_used";
    private static final String PRODUCT = "app_product";

    /** Maximum number of products of each kind with figures of their own. */
    private static final int MAX_PRODUCTS = 200;

    /**
     * One period.
     *
     * @param from the first day
     * @param installations new installations of the period within the range; null if suppressed
     * @param href the search that lists them; null if there are none or no search can select them
     */
    record Step(
            LocalDate from,
            Long installations,
            @JsonInclude(JsonInclude.Include.NON_NULL) String href) {}

    /** The search that lists the installations; empty for the products beyond the largest. */
    Optional<Href> href(Searchable searched, TimeRange range) {
        return Optional.ofNullable(appProduct)
                .map(product ->
                        range.filtered(Href.installations(searched), FIRST_USED).with(PRODUCT, product));
    }

    /** Selects product and installations over time. Products beyond the largest are merged under null. */
    public static Sql statement(Searchable kind, Selection selection, TimeRange range) {
        List<Object> values = new ArrayList<>(range.sqlParameters());
        selection.product().ifPresent(values::add);
        return Sql.numbered(
                """
                with step as (
                    select app_product, cast(date_trunc(?, %1$s) as date) as day, count(*) as installations
                    from %2$s where %1$s >= ? and %1$s < ?%3$s group by 1, 2
                ), ranked as (
                    select *, short and dense_rank() over (
                        order by short desc, of_product desc, app_product collate "C") <= %4$s as named
                    from (
                        select *, sum(installations) over (partition by app_product) as of_product,
                            octet_length(app_product) <= %5$s as short
                        from step
                    ) as total
                ), named as (
                    select case when named then app_product end as app_product, day, sum(installations) as installations
                    from ranked group by 1, 2
                )
                select app_product, %6$s from named group by 1""".formatted(
                                kind.firstUse(),
                                kind.table(),
                                selection.product().isPresent() ? " and app_product = ?" : "",
                                MAX_PRODUCTS,
                                LatestOfProduct.MAX_BYTES,
                                Series.aggregate("installations")),
                values);
    }

    /** Selects the number of people with a first use in the range, and the number of their installations. */
    static Sql people(Searchable kind, Selection selection, TimeRange range) {
        List<Object> values = new ArrayList<>(range.sqlBounds());
        selection.product().ifPresent(values::add);
        return Sql.numbered(
                "select count(*), sum(installations) from (select count(*) as installations from %1$s where %2$s >= ? and %2$s < ?%3$s group by %4$s) person"
                        .formatted(
                                kind.table(),
                                kind.firstUse(),
                                selection.product().isPresent() ? " and app_product = ?" : "",
                                kind.owner()),
                values);
    }

    /** Returns the number of installations in each period. */
    static LongStream installations(List<Object[]> rows, TimeRange range) {
        Series series = new Series(range.starts());
        return rows.stream().flatMapToLong(row -> LongStream.of(series.numbers(row[1])));
    }

    /**
     * Converts rows into one figure for each product.
     *
     * @throws ProblemException with 400 if the response would be too large
     */
    static List<Activity> of(Searchable kind, List<Object[]> rows, TimeRange range, int smallestCount) {
        FigureSize.check(
                rows.stream()
                        .mapToLong(row -> bytes(row, range.starts().size()))
                        .sum(),
                "period, from, to or app_product");
        Series series = new Series(range.starts());
        return rows.stream()
                .map(row -> of(kind, (String) row[0], series.numbers(row[1]), range, smallestCount))
                .sorted(Comparator.comparing(Activity::appProduct, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /** The approximate size of a product as JSON: all steps, and the searches of those that have installations. */
    private static long bytes(Object[] row, int steps) {
        String product = (String) row[0];
        int searches = product == null ? 0 : Series.size(row[1]);
        return (long) steps * STEP_BYTES + (long) searches * (FigureSize.HREF_BYTES + FigureSize.bytes(product));
    }

    private static Activity of(
            Searchable kind, String product, long[] installations, TimeRange range, int smallestCount) {
        List<LocalDate> starts = range.starts();
        return new Activity(
                kind.label(),
                product,
                IntStream.range(0, installations.length)
                        .mapToObj(index -> new Step(
                                starts.get(index),
                                Share.reported(installations[index], smallestCount),
                                product == null || installations[index] == 0
                                        ? null
                                        : range.filtered(Href.installations(kind), FIRST_USED, starts.get(index))
                                                .with(PRODUCT, product)
                                                .toString()))
                        .toList());
    }
}
