package health.polaris.telemetry.search;

import health.polaris.telemetry.meter.BloodGlucoseMeterFields;
import health.polaris.telemetry.query.SortKey;
import java.time.OffsetDateTime;

/** SQL conditions and the sort key of meter verifications, for the row {@code r}. */
public final class MeterReading {
    /** The time of the verification, or of the creation of the record if the app did not send one. */
    public static final String VERIFIED = "(coalesce(r.date_verified at time zone 'UTC', r.created))";

    /** Values in mmol/L outside the range that blood glucose meters can display. */
    public static final String IMPLAUSIBLE = "r.blood_glucose_value < 1.0 or r.blood_glucose_value > 35.0";

    static final String PLAUSIBLE = "r.blood_glucose_value between 1.0 and 35.0";

    static final SortKey VERIFICATION = new SortKey(VERIFIED, SortKey.Nulls.FIRST, record -> {
        OffsetDateTime verified = ((BloodGlucoseMeterFields) record.fields()).dateVerified();
        return verified == null ? record.created() : verified;
    });

    private MeterReading() {}
}
