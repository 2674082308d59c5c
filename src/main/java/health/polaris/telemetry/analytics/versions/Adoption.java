package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.Series;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.Searchable;
import health.polaris.telemetry.search.VersionOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * People per version of a product at the end of each day (UTC). Each person counts with the latest installation of the
 * product. Completed days are read from the table {@code adoption_day}, which {@link AdoptionObserver} fills; the
 * current day is counted on request.
 *
 * @param kind patient or clinician
 * @param appProduct the product; null for all products beyond the largest
 * @param versions the versions with a share of their own, oldest first
 * @param points the days
 */
public record Adoption(String kind, String appProduct, List<String> versions, List<Point> points) {
    /** Approximate size of a point as JSON, without the shares of versions. */
    static final long POINT_BYTES = 170;

    /** Approximate size of a share as JSON, without its name. */
    static final int SHARE_BYTES = 48;

    /** The parameters that can reduce the response. */
    static final String PARAMETERS = "period, from, to, top or app_product";

    /** Number of the newest releases in use that always have a share of their own. */
    private static final int NEWEST = 3;

    /** Maximum number of products of each kind with figures of their own. */
    static final int MAX_PRODUCTS = 200;

    /**
     * The end of one day.
     *
     * @param people the number of people with the product; null if suppressed
     * @param versions the share of each version, in the order of the versions
     * @param unreadable the share of all versions that cannot be read, without a name
     * @param other the share of all other versions, without a name
     */
    record Point(LocalDate date, Long people, List<Share> versions, Share unreadable, Share other) {}

    /** Selects the last observed day, null if there is none, and the number of observations. */
    static Sql lastObserved() {
        return Sql.numbered("select max(last_day), count(*) from adoption_observation", List.of());
    }

    /**
     * Selects kind, product, version, whether the version is unreadable, and people over time. Products beyond the largest
     * (by their sum of people on these days) are merged under null. So are unreadable versions, and others beyond the
     * newest releases and the largest versions on the last day.
     *
     * @param observed days to read from the observations
     * @param open days to count now
     * @param top the maximum number of versions of each product; the newest releases are named anyway
     * @param limit the maximum number of rows
     */
    public static Sql statement(
            Selection selection, List<LocalDate> observed, List<LocalDate> open, LocalDate today, int top, int limit) {
        LocalDate last = Stream.concat(observed.stream(), open.stream())
                .max(Comparator.naturalOrder())
                .orElse(today);
        List<Object> values = new ArrayList<>(List.of(last.toString(), array(observed)));
        StringBuilder counts = new StringBuilder("select day, kind, app_product, app_version, people from adoption_day"
                + " where day = any (cast(string_to_array(?, ',') as date[]))");
        selection.kind().ifPresent(kind -> {
            counts.append(" and kind = ?");
            values.add(kind.label());
        });
        selection.product().ifPresent(product -> {
            counts.append(" and app_product = ?");
            values.add(product);
        });
        for (Searchable kind : open.isEmpty() ? List.<Searchable>of() : selection.kinds()) {
            LatestOfProduct latest = LatestOfProduct.of(
                    kind, selection.product(), Optional.of(today.plusDays(1).atStartOfDay()));
            counts.append("""
                     union all select day, '%s', app_product, app_version, people
                    from (select app_product, app_version, count(*) as people from %s latest group by 1, 2) counted
                    cross join unnest(cast(string_to_array(?, ',') as date[])) as open (day)""".formatted(kind.label(), latest.sql()));
            values.addAll(latest.values());
            values.add(array(open));
        }
        values.addAll(List.of(VersionOrder.READABLE, VersionOrder.RELEASE, Math.max(top, NEWEST), limit));
        return Sql.numbered("""
                with series as (
                    select kind, app_product, app_version, sum(people) as total, max(people) as peak,
                        coalesce(max(people) filter (where day = cast(? as date)), 0) as last,
                        array_agg(day) as days, array_agg(people) as numbers
                    from (%1$s) as present group by 1, 2, 3
                ), measured as (
                    select *, sum(total) over (partition by kind, app_product) as of_product,
                        coalesce(app_version !~ ?, false) as unreadable,
                        case when last > 0
                            then cast(string_to_array(substring(app_version from ?), '.') as numeric[]) end as release
                    from series
                ), newest as (
                    select *, release is not null and row_number() over (
                        partition by kind, app_product
                        order by release desc nulls last, last desc, app_version collate "C") <= %4$s as is_newest
                    from measured
                ), ranked as (
                    select *,
                        dense_rank() over (
                            partition by kind
                            order by app_product is null, of_product desc, app_product collate "C") as product_rank,
                        row_number() over (
                            partition by kind, app_product
                            order by app_version is null or unreadable, is_newest desc, last desc, peak desc,
                                app_version collate "C") as version_rank
                    from newest
                ), named as (
                    select day, kind, case when product_rank <= %2$s then app_product end as app_product,
                        case when product_rank <= %2$s and version_rank <= ? and not unreadable
                            then app_version end as app_version,
                        unreadable, sum(people) as people
                    from ranked cross join lateral unnest(days, numbers) as point (day, people) group by 1, 2, 3, 4, 5
                )
                select kind, app_product, app_version, unreadable, %3$s from named group by 1, 2, 3, 4 limit ?""".formatted(counts, MAX_PRODUCTS, Series.aggregate("people"), NEWEST), values);
    }

    private static String array(List<LocalDate> days) {
        return days.stream().map(LocalDate::toString).collect(Collectors.joining(","));
    }
}
