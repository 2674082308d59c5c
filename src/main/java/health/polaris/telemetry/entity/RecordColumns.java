package health.polaris.telemetry.entity;

import health.polaris.telemetry.http.json.DateTimes;
import health.polaris.telemetry.security.access.Owner;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The columns of a kind's own fields. A record and its versions embed them. */
public abstract class RecordColumns<F> {
    /** The kind of person that owns the records. */
    protected abstract Owner owner();

    public abstract F fields();

    /** Sets the fields that are not null. */
    public abstract void change(F fields);

    /**
     * Returns the new value; the current object if the value is null or equal, so that change tracking sees no change.
     */
    protected static <T> T changed(T current, T value) {
        return value == null || value.equals(current) ? current : value;
    }

    /** Converts a date-time to UTC. Returns null for null. */
    protected static LocalDateTime utc(OffsetDateTime value) {
        return value == null
                ? null
                : value.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    /** Returns the offset of a date-time in seconds. Returns null for null. */
    protected static Integer offsetSeconds(OffsetDateTime value) {
        return value == null ? null : value.getOffset().getTotalSeconds();
    }

    /** Returns the time at this offset. Uses UTC for an invalid offset, which the original service accepted. */
    protected static OffsetDateTime at(LocalDateTime utc, int offsetSeconds) {
        int valid = DateTimes.isOffset(offsetSeconds) ? offsetSeconds : 0;
        return utc.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofTotalSeconds(valid));
    }
}
