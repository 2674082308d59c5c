package health.polaris.telemetry.record;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;

/**
 * A time that records have, and can be in the order of.
 *
 * @param sql the expression about the row {@code r}, which is never null, and has an index with nulls first
 * @param of the same of a record as it is answered
 */
public record TimeLine(String sql, Function<RecordView<?>, OffsetDateTime> of) {
    /** When they were made, which no change of a record moves. */
    public static final TimeLine CREATED = new TimeLine("r.created", RecordView::created);

    /** When they were changed last. */
    public static final TimeLine MODIFIED = new TimeLine("r.modified", RecordView::modified);

    /** Where a record is on this line. */
    public Position position(RecordView<?> record) {
        LocalDateTime utc =
                of.apply(record).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return new Position(utc, record.uuid());
    }
}
