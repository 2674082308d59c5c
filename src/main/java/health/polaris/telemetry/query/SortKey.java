package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.paging.Position;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;

/**
 * A time that records have, and can be in the order of.
 *
 * @param sql the expression about the row {@code r}, which is never null
 * @param nulls where the index of this time would have them, which tells PostgreSQL what index may be read in this order
 * @param of the same of a record as it is answered
 */
public record SortKey(String sql, Nulls nulls, Function<RecordView<?>, OffsetDateTime> of) {
    /** Where an index has nulls, seen from the oldest on. */
    public enum Nulls {
        FIRST,
        LAST;

        /** The same, seen from the newest on. */
        Nulls opposite() {
            return this == FIRST ? LAST : FIRST;
        }
    }

    /** When they were made, which no change of a record moves, in the order that the indexes of filters have. */
    public static final SortKey CREATED = new SortKey("r.created", Nulls.FIRST, RecordView::created);

    /**
     * The same, of all records. Its index is the only one of the table with nulls last. So PostgreSQL cannot take it for what a filter finds,
     * as it else does for each value that is not rare, in the belief that these are spread evenly over time: to get to those of a
     * version of two years ago it would walk through all that came since.
     */
    public static final SortKey ALL_CREATED = new SortKey("r.created", Nulls.LAST, RecordView::created);

    /** When they were changed last. */
    public static final SortKey MODIFIED = new SortKey("r.modified", Nulls.FIRST, RecordView::modified);

    /** Where a record is on this line. */
    public Position position(RecordView<?> record) {
        LocalDateTime utc =
                of.apply(record).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        return new Position(utc, record.uuid());
    }
}
