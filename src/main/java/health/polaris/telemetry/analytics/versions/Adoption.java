package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.Series;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.Searchable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * People per version of a product at the end of each day (UTC). Each person counts with the latest installation of the product. Completed days
 * are read from the table {@code adoption_day}, which {@link AdoptionObserver} fills; the current day is counted on request.
 *
 * @param kind patient or clinician
 * @param appProduct the product; null for all products but the largest
 * @param versions the versions with a share of their own, oldest first
 * @param points the days
 */
public record Adoption(String kind, String appProduct, List<String> versions, List<Point> points) {
    /** About how long a point without its shares is as JSON. */
    static final long POINT_BYTES = 60;

    /** About how long a share without its name is as JSON. */
    static final int SHARE_BYTES = 48;

    /** The parameters that make an answer smaller. */
    static final String PARAMETERS = "period, from, to, top or app_product";

    /** The most products of each kind that have figures of their own. */
    private static final int MAX_PRODUCTS = 200;

    /**
     * The end of one day.
     *
     * @param date the day
     * @param people who had the product; null when suppressed
     * @param versions how many had each version, in the order of the versions
     * @param other those with any other version, which has no name
     */
    record Point(LocalDate date, Long people, List<Share> versions, Share other) {}

    /** Finds the last day that was observed, null if there is none, and the number of observations. */
    static Sql lastObserved() {
        return Sql.numbered("select max(last_day), count(*) from adoption_observation", List.of());
    }

    /**
     * Finds kind, product, version and people over time. All but the largest products (by the sum of their people on these days) and
     * versions (by their highest number) are summed up as null.
     *
     * @param observed days whose people were observed
     * @param open days that have the people of today
     * @param top the most versions of each product
     * @param limit the most rows
     */
    public static Sql statement(
            Selection selection, List<LocalDate> observed, List<LocalDate> open, LocalDate today, int top, int limit) {
        List<Object> values = new ArrayList<>(List.of(array(observed)));
        StringBuilder present = new StringBuilder("select day, kind, app_product, app_version, people from adoption_day"
                + " where day = any (cast(string_to_array(?, ',') as date[]))");
        selection.kind().ifPresent(kind -> {
            present.append(" and kind = ?");
            values.add(kind.label());
        });
        selection.product().ifPresent(product -> {
            present.append(" and app_product = ?");
            values.add(product);
        });
        for (Searchable kind : open.isEmpty() ? List.<Searchable>of() : selection.kinds()) {
            LatestOfProduct latest = LatestOfProduct.of(
                    kind, selection.product(), Optional.of(today.plusDays(1).atStartOfDay()));
            present.append("""
                     union all select day, '%s', app_product, app_version, people
                    from (select app_product, app_version, count(*) as people from %s latest group by 1, 2) counted
                    cross join unnest(cast(string_to_array(?, ',') as date[])) as open (day)""".formatted(kind.label(), latest.sql()));
            values.addAll(latest.values());
            values.add(array(open));
        }
        values.addAll(List.of(top, limit));
        return Sql.numbered("""
                with series as (
                    select kind, app_product, app_version, sum(people) as total, max(people) as peak,
                        array_agg(day) as days, array_agg(people) as numbers
                    from (%1$s) as present group by 1, 2, 3
                ), ranked as (
                    select *,
                        dense_rank() over (
                            partition by kind
                            order by app_product is null, of_product desc, app_product collate "C") as product_rank,
                        row_number() over (
                            partition by kind, app_product
                            order by app_version is null, peak desc, app_version collate "C") as version_rank
                    from (select *, sum(total) over (partition by kind, app_product) as of_product from series) as total
                ), named as (
                    select day, kind, case when product_rank <= %2$d then app_product end as app_product,
                        case when product_rank <= %2$d and version_rank <= ? then app_version end as app_version,
                        sum(people) as people
                    from ranked cross join lateral unnest(days, numbers) as point (day, people) group by 1, 2, 3, 4
                )
                select kind, app_product, app_version, %3$s from named group by 1, 2, 3 limit ?""".formatted(present, MAX_PRODUCTS, Series.aggregate("people")), values);
    }

    private static String array(List<LocalDate> days) {
        return days.stream().map(LocalDate::toString).collect(Collectors.joining(","));
    }
}
