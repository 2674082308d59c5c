package health.polaris.telemetry.fleet;

import health.polaris.telemetry.meter.BloodGlucoseMeterFields;
import health.polaris.telemetry.record.Statement;
import health.polaris.telemetry.record.TimeLine;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Verifications of meters in one period by one version of a product.
 *
 * @param from the first day of the period (UTC)
 * @param appProduct the product; null when not known
 * @param appVersion its version; null when not known
 * @param verifications how many; null, as each of the following, when too few to be told
 * @param correct whose reading was right
 * @param incorrect whose reading was wrong
 * @param unknown of which that is not known
 * @param implausible whose value lies outside of 1.0 to 35.0 mmol/L
 * @param shareIncorrect of all
 * @param shareUnknown of all
 */
record MeterFigures(
        LocalDate from,
        String appProduct,
        String appVersion,
        Long verifications,
        Long correct,
        Long incorrect,
        Long unknown,
        Long implausible,
        Double shareIncorrect,
        Double shareUnknown) {
    /** When a meter was verified; where that is not known, when it was stored. */
    static final String VERIFIED = "(coalesce(r.date_verified at time zone 'UTC', r.created))";

    /** The same of a meter as it is answered. */
    static final TimeLine VERIFICATION = new TimeLine(VERIFIED, TimeLine.Nulls.FIRST, record -> {
        OffsetDateTime verified = ((BloodGlucoseMeterFields) record.fields()).dateVerified();
        return verified == null ? record.created() : verified;
    });

    /** Whether a value, in mmol/L, is none that people and meters have. */
    static final String IMPLAUSIBLE = "r.blood_glucose_value < 1.0 or r.blood_glucose_value > 35.0";

    /** That it is one that they may have. */
    static final String PLAUSIBLE = "r.blood_glucose_value between 1.0 and 35.0";

    private static final Comparator<String> NULLS_FIRST = Comparator.nullsFirst(Comparator.naturalOrder());
    private static final Comparator<MeterFigures> ORDER = Comparator.comparing(MeterFigures::from)
            .thenComparing(MeterFigures::appProduct, NULLS_FIRST)
            .thenComparing(MeterFigures::appVersion, Comparator.nullsFirst(VersionOrder.OLDEST_FIRST));

    /**
     * A meter that several patients have.
     *
     * @param serialNumber its number
     * @param patients how many they are; null when too few to be told
     * @param verifications its records
     */
    record Shared(String serialNumber, Long patients, Long verifications) {}

    /** Finds: first day of a period, product, version, and five numbers. */
    static Statement statement(Optional<String> product, Span span) {
        List<Object> parameters = new ArrayList<>(span.parameters());
        product.ifPresent(parameters::add);
        return Statement.numbered(
                """
                select cast(date_trunc(?, %1$s) as date), r.app_product, r.app_version, count(*),
                    count(*) filter (where r.is_bg_value_correct), count(*) filter (where not r.is_bg_value_correct),
                    count(*) filter (where r.is_bg_value_correct is null), count(*) filter (where %2$s)
                from blood_glucose_meter r where %1$s >= ? and %1$s < ?""".formatted(VERIFIED, IMPLAUSIBLE)
                        + (product.isPresent() ? " and r.app_product = ?" : "") + " group by 1, 2, 3",
                parameters);
    }

    static List<MeterFigures> of(List<Object[]> rows, int smallest) {
        return rows.stream().map(row -> of(row, smallest)).sorted(ORDER).toList();
    }

    private static MeterFigures of(Object[] row, int smallest) {
        List<Share> results = Share.of(
                List.of(
                        new Share.Group("correct", Rows.number(row[4])),
                        new Share.Group("incorrect", Rows.number(row[5])),
                        new Share.Group("unknown", Rows.number(row[6]))),
                smallest);
        return new MeterFigures(
                Rows.date(row[0]),
                (String) row[1],
                (String) row[2],
                Share.told(Rows.number(row[3]), smallest),
                results.get(0).people(),
                results.get(1).people(),
                results.get(2).people(),
                Share.told(Rows.number(row[7]), smallest),
                results.get(1).share(),
                results.get(2).share());
    }

    /** Finds the serial numbers that most patients have together: number, patients, records. */
    static Statement sharedStatement(int top) {
        return Statement.numbered("""
                with shared as (
                    select serial_number from blood_glucose_meter
                    group by serial_number having min(patient_id) <> max(patient_id)
                )
                select serial_number, count(distinct patient_id) as patients, count(*)
                from blood_glucose_meter join shared using (serial_number)
                group by serial_number order by patients desc, serial_number limit ?""", List.of(top));
    }

    static List<Shared> shared(List<Object[]> rows, int smallest) {
        return rows.stream()
                .map(row -> new Shared(
                        (String) row[0],
                        Share.told(Rows.number(row[1]), smallest),
                        Share.told(Rows.number(row[2]), smallest)))
                .toList();
    }
}
