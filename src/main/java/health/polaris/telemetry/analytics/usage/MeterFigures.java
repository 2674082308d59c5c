package health.polaris.telemetry.analytics.usage;

import health.polaris.telemetry.analytics.FigureSize;
import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.analytics.TimeRange;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.MeterReading;
import health.polaris.telemetry.search.VersionOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Meter verifications in one period by one version of a product.
 *
 * @param from the first day of the period (UTC)
 * @param appProduct the product; null if unknown
 * @param appVersion the version; null if unknown
 * @param other whether this is the sum of all versions beyond the largest; product and version are then null
 * @param verifications the number of verifications; null if suppressed, like each of the numbers below
 * @param correct the number with a correct reading
 * @param incorrect the number with an incorrect reading
 * @param unknown the number without a result
 * @param implausible the number with a value outside the range 1.0 to 35.0 mmol/L
 * @param unitSuspect the number with such a value that is probably in mg/dL
 * @param shareIncorrect the share of incorrect readings
 * @param shareUnknown the share of verifications without a result
 */
public record MeterFigures(
        LocalDate from,
        String appProduct,
        String appVersion,
        boolean other,
        Long verifications,
        Long correct,
        Long incorrect,
        Long unknown,
        Long implausible,
        Long unitSuspect,
        Double shareIncorrect,
        Double shareUnknown) {
    /** Maximum number of versions with figures of their own. */
    private static final int MAX_VERSIONS = 200;

    private static final int MAX_ROWS = 10_000;
    private static final String PARAMETERS = "period, from, to or app_product";

    /** Approximate size of a figure as JSON with its search, without product and version. */
    private static final int ROW_BYTES = 400;

    private static final Comparator<String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<MeterFigures> ORDER = Comparator.comparing(MeterFigures::from)
            .thenComparing(MeterFigures::other)
            .thenComparing(MeterFigures::appProduct, NULLS_FIRST)
            .thenComparing(MeterFigures::appVersion, Comparator.nullsFirst(VersionOrder.OLDEST_FIRST));

    /**
     * Selects first day of the period, product, version, whether the row merges others, and six numbers. Versions
     * beyond the largest are merged.
     */
    public static Sql statement(Optional<String> product, TimeRange range) {
        List<Object> values = new ArrayList<>(range.sqlParameters());
        product.ifPresent(values::add);
        values.add(MAX_ROWS + 1);
        return Sql.numbered(
                """
                with verification as (
                    select cast(date_trunc(?, %1$s) as date) as day, r.app_product, r.app_version, count(*) as verifications,
                        count(*) filter (where r.is_bg_value_correct) as correct,
                        count(*) filter (where not r.is_bg_value_correct) as incorrect,
                        count(*) filter (where r.is_bg_value_correct is null) as unknown,
                        count(*) filter (where %2$s) as implausible,
                        count(*) filter (where %6$s) as unit_suspect
                    from blood_glucose_meter r where %1$s >= ? and %1$s < ?%3$s group by 1, 2, 3
                ), ranked as (
                    select *, short and dense_rank() over (
                        order by short desc, of_version desc, app_product collate "C", app_version collate "C") <= %4$s as named
                    from (
                        select *, sum(verifications) over (partition by app_product, app_version) as of_version,
                            coalesce(greatest(octet_length(app_product), octet_length(app_version)) <= %5$s, true) as short
                        from verification
                    ) as total
                )
                select day, case when named then app_product end, case when named then app_version end, not named,
                    sum(verifications), sum(correct), sum(incorrect), sum(unknown), sum(implausible), sum(unit_suspect)
                from ranked group by 1, 2, 3, 4 limit ?""".formatted(
                                MeterReading.VERIFIED,
                                MeterReading.IMPLAUSIBLE,
                                product.isPresent() ? " and r.app_product = ?" : "",
                                MAX_VERSIONS,
                                LatestOfProduct.MAX_BYTES,
                                MeterReading.UNIT_SUSPECT),
                values);
    }

    /** Selects the number of patients with a verification in the range, and the number of their verifications. */
    static Sql people(Optional<String> product, TimeRange range) {
        List<Object> values = new ArrayList<>(range.sqlBounds());
        product.ifPresent(values::add);
        return Sql.numbered(
                "select count(*), sum(verifications) from (select count(*) as verifications from blood_glucose_meter r where %1$s >= ? and %1$s < ?%2$s group by patient_id) patient"
                        .formatted(MeterReading.VERIFIED, product.isPresent() ? " and r.app_product = ?" : ""),
                values);
    }

    /** Returns the number of verifications in each row. */
    static LongStream verifications(List<Object[]> rows) {
        return rows.stream().mapToLong(row -> Rows.number(row[4]));
    }

    /**
     * Converts rows into figures.
     *
     * @throws ProblemException with 400 if the response would be too large
     */
    static List<MeterFigures> of(List<Object[]> rows, int smallestCount) {
        if (rows.size() > MAX_ROWS) {
            throw FigureSize.tooLarge(PARAMETERS);
        }
        FigureSize.check(
                rows.stream()
                        .mapToLong(row ->
                                ROW_BYTES + FigureSize.bytes((String) row[1]) + FigureSize.bytes((String) row[2]))
                        .sum(),
                PARAMETERS);
        return rows.stream().map(row -> of(row, smallestCount)).sorted(ORDER).toList();
    }

    /** The search that lists the verifications; empty if it cannot select them. */
    Optional<Href> href(TimeRange range) {
        return appProduct == null || appVersion == null
                ? Optional.empty()
                : Optional.of(range.filtered(Href.meters(), "verified", from)
                        .with("app_product", appProduct)
                        .with("app_version", appVersion));
    }

    private static MeterFigures of(Object[] row, int smallestCount) {
        List<Share> results = Share.of(
                List.of(
                        new Share.Group("correct", Rows.number(row[5])),
                        new Share.Group("incorrect", Rows.number(row[6])),
                        new Share.Group("unknown", Rows.number(row[7]))),
                smallestCount);
        long implausible = Rows.number(row[8]);
        long unitSuspect = Rows.number(row[9]);
        List<Share> reasons = Share.of(
                List.of(new Share.Group("unit", unitSuspect), new Share.Group("others", implausible - unitSuspect)),
                smallestCount);
        return new MeterFigures(
                Rows.date(row[0]),
                (String) row[1],
                (String) row[2],
                (boolean) row[3],
                Share.reported(Rows.number(row[4]), smallestCount),
                results.get(0).people(),
                results.get(1).people(),
                results.get(2).people(),
                Share.reported(implausible, smallestCount),
                reasons.get(0).people(),
                results.get(1).share(),
                results.get(2).share());
    }
}
