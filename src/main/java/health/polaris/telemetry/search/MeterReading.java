package health.polaris.telemetry.search;

import health.polaris.telemetry.meter.BloodGlucoseMeterFields;
import health.polaris.telemetry.query.SortKey;
import health.polaris.telemetry.query.TextColumn;
import java.time.OffsetDateTime;

/** SQL conditions and the sort key of meter verifications, for the row {@code r}. */
public final class MeterReading {
    /** The time of the verification, or of the creation of the record if the app did not send one. */
    public static final String VERIFIED = "(coalesce(r.date_verified at time zone 'UTC', r.created))";

    private static final double MIN = 1.0;
    private static final double MAX = 35.0;

    /** Values in mmol/L outside the range that blood glucose meters can display. */
    public static final String IMPLAUSIBLE = "r.blood_glucose_value < " + MIN + " or r.blood_glucose_value > " + MAX;

    static final String PLAUSIBLE = "r.blood_glucose_value between " + MIN + " and " + MAX;

    /** The largest value in mg/dL: 18 mg/dL are 1 mmol/L. */
    private static final double MAX_MILLIGRAMS = 18 * MAX;

    /** Implausible values that are plausible in mg/dL. */
    public static final String UNIT_SUSPECT =
            "r.blood_glucose_value > " + MAX + " and r.blood_glucose_value <= " + MAX_MILLIGRAMS;

    /** An SQL expression with the same value for all spellings of a serial number; {@code %s} stands for the number. */
    public static final String FOLDED_SERIAL_NUMBER = TextColumn.lowerCase(
            "translate(%s, E' \\t\\r\\n\\u00a0\\u00ad\\u200b\\u200c\\u200d\\u200e\\u200f\\u2060\\ufeff', '')");

    static final TextColumn SERIAL_NUMBER = TextColumn.folded("serial_number", FOLDED_SERIAL_NUMBER);

    static final SortKey VERIFICATION = new SortKey(VERIFIED, SortKey.Nulls.FIRST, record -> {
        OffsetDateTime verified = ((BloodGlucoseMeterFields) record.fields()).dateVerified();
        return verified == null ? record.created() : verified;
    });

    private MeterReading() {}

    /** Returns whether a value is probably in mg/dL; false for null. */
    static boolean isUnitSuspect(Double value) {
        return value != null && value > MAX && value <= MAX_MILLIGRAMS;
    }
}
