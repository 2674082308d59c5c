package health.polaris.telemetry.fleet;

import health.polaris.telemetry.http.Refusal;
import health.polaris.telemetry.record.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * New installations over time, by the day (UTC) of their first use.
 *
 * @param kind patient or clinician
 * @param appProduct the product; null for all products but the largest
 * @param periods those of the span, also when nothing happened in them
 */
record Activity(String kind, String appProduct, List<Step> periods) {
    /** About how long a step is as JSON. */
    private static final int STEP_BYTES = 42;

    /** The most products of each kind that have figures of their own. */
    private static final int MAX_PRODUCTS = 200;

    /**
     * One period.
     *
     * @param from its first day
     * @param installations new ones in it, as far as it lies in the span; null when too few to be told
     */
    record Step(LocalDate from, Long installations) {}

    /** Finds product and installations over time. All but the largest products are summed up as null. */
    static Statement statement(Kind kind, Selection selection, Span span) {
        List<Object> values = new ArrayList<>();
        values.add(Series.parameter(span.starts()));
        values.addAll(span.parameters());
        selection.product().ifPresent(values::add);
        return Statement.numbered(
                """
                with %1$s, step as (
                    select app_product, cast(date_trunc(?, %2$s) as date) as day, count(*) as installations
                    from %3$s where %2$s >= ? and %2$s < ?%4$s group by 1, 2
                ), product as (
                    select app_product,
                        row_number() over (order by sum(installations) desc, app_product collate "C") as rank
                    from step where octet_length(app_product) <= %5$d group by 1
                ), named as (
                    select case when rank <= %6$d then app_product end as app_product, number,
                        sum(installations) as installations
                    from step join point using (day) left join product using (app_product) group by 1, 2
                )
                select app_product, %7$s from named group by 1""".formatted(
                                Series.POINT,
                                kind.firstUse(),
                                kind.table(),
                                selection.product().isPresent() ? " and app_product = ?" : "",
                                LatestOfProduct.MAX_BYTES,
                                MAX_PRODUCTS,
                                Series.aggregate("installations")),
                values);
    }

    /**
     * One for each product in these rows.
     *
     * @throws Refusal with 400 when they are too many for so many periods
     */
    static List<Activity> of(Kind kind, List<Object[]> rows, Span span, int smallest) {
        List<LocalDate> starts = span.starts();
        FigureSize.check((long) rows.size() * starts.size() * STEP_BYTES, "period, from, to or app_product");
        return rows.stream()
                .map(row -> new Activity(kind.label(), (String) row[0], steps(row[1], starts, smallest)))
                .sorted(Comparator.comparing(Activity::appProduct, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    private static List<Step> steps(Object series, List<LocalDate> starts, int smallest) {
        long[] installations = Series.numbers(series, starts.size());
        return IntStream.range(0, installations.length)
                .mapToObj(at -> new Step(starts.get(at), Share.told(installations[at], smallest)))
                .toList();
    }
}
