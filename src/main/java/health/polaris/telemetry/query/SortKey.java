package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.paging.Position;
import java.time.OffsetDateTime;
import java.util.function.Function;

/**
 * Sort key of keyset pagination.
 *
 * @param sql an expression for the row {@code r}, never null
 * @param nulls the position of nulls in the index, which decides which index PostgreSQL may read in this order
 * @param value reads the time from a record of a response
 */
public record SortKey(String sql, Nulls nulls, Function<RecordView<?>, OffsetDateTime> value) {
    /** Position of nulls in an ascending index. */
    public enum Nulls {
        FIRST,
        LAST;

        /** The position in descending order. */
        Nulls opposite() {
            return this == FIRST ? LAST : FIRST;
        }
    }

    /** Creation time, in the order of the filters' indexes. Changing a record does not change its position. */
    public static final SortKey CREATED = new SortKey("r.created", Nulls.FIRST, RecordView::created);

    /**
     * Creation time of all records. Its index is the only one with nulls last, so that PostgreSQL cannot use it for a
     * search with a filter. Otherwise it would assume that frequent values are evenly distributed over time, and scan
     * all newer records to reach an old version.
     */
    public static final SortKey ALL_CREATED = new SortKey("r.created", Nulls.LAST, RecordView::created);

    /** Time of the last change. */
    public static final SortKey MODIFIED = new SortKey("r.modified", Nulls.FIRST, RecordView::modified);

    /** Returns the position of a record in this order. */
    public Position position(RecordView<?> record) {
        return Position.of(value.apply(record), record.uuid());
    }
}
