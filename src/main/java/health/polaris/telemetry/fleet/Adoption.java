package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * People per version of a product at the end of each day (UTC). Each person counts with the latest installation of the product. Completed days
 * are read from the table {@code adoption_day}, which {@link AdoptionObserver} fills; the current day is counted on request.
 *
 * @param kind patient or clinician
 * @param appProduct the product; null for all products but the largest
 * @param versions the versions with a share of their own, oldest first
 * @param points the days
 */
record Adoption(String kind, String appProduct, List<String> versions, List<Point> points) {
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
    static Statement lastObserved() {
        return Statement.numbered("select max(last_day), count(*) from adoption_observation", List.of());
    }

    /**
     * Finds kind, product, version and people over time. Products and versions are ranked by their highest numbers, and all but the
     * largest summed up as null.
     *
     * @param days in their order
     * @param observed how many of the days have been observed; for the others the people of today are counted
     * @param top the most versions of each product
     * @param limit the most rows
     */
    static Statement statement(
            Selection selection, List<LocalDate> days, int observed, LocalDate today, int top, int limit) {
        List<Object> values = new ArrayList<>(List.of(Series.parameter(days), observed));
        StringBuilder present = new StringBuilder("select number, kind, app_product, app_version, people"
                + " from adoption_day join point using (day) where number <= ?");
        selection.kind().ifPresent(kind -> {
            present.append(" and kind = ?");
            values.add(kind.label());
        });
        selection.product().ifPresent(product -> {
            present.append(" and app_product = ?");
            values.add(product);
        });
        if (observed < days.size()) {
            for (Kind kind : selection.kinds()) {
                LatestOfProduct latest = LatestOfProduct.of(
                        kind, selection.product(), Optional.of(today.plusDays(1).atStartOfDay()));
                present.append("""
                         union all select number, '%s', app_product, app_version, people
                        from (select app_product, app_version, count(*) as people from %s latest group by 1, 2) counted
                        cross join point where number > ?""".formatted(kind.label(), latest.sql()));
                values.addAll(latest.values());
                values.add(observed);
            }
        }
        values.addAll(List.of(top, limit));
        return Statement.numbered(
                """
                with %1$s, present as (%2$s), product as (
                    select kind, app_product,
                        row_number() over (partition by kind order by max(people) desc, app_product collate "C") as rank
                    from (
                        select number, kind, app_product, sum(people) as people from present group by 1, 2, 3
                    ) as total where app_product is not null group by 1, 2
                ), version as (
                    select kind, app_product, app_version, row_number() over (
                        partition by kind, app_product order by max(people) desc, app_version collate "C") as rank
                    from present where app_version is not null group by 1, 2, 3
                ), named as (
                    select number, kind, case when product.rank <= %3$d then app_product end as app_product,
                        case when product.rank <= %3$d and version.rank <= ? then app_version end as app_version,
                        sum(people) as people
                    from present left join product using (kind, app_product)
                        left join version using (kind, app_product, app_version)
                    group by 1, 2, 3, 4
                )
                select kind, app_product, app_version, %4$s from named group by 1, 2, 3 limit ?""".formatted(Series.POINT, present, MAX_PRODUCTS, Series.aggregate("people")), values);
    }
}
