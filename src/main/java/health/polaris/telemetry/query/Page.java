package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.paging.Position;
import java.util.List;
import java.util.Optional;

/**
 * Some of the records that were asked for.
 *
 * @param records these, in order
 * @param next where the next page starts after; empty when there is none
 */
public record Page(List<RecordView<?>> records, Optional<Position> next) {
    /** A page of at most so many of these rows, each a record and whether another follows, in the order of this time. */
    static Page of(List<Object[]> found, int limit, SortKey by) {
        List<Object[]> rows = found.subList(0, Math.min(limit, found.size()));
        List<RecordView<?>> records = StoredRecord.views(rows.stream().map(row -> row[0]));
        boolean more = !rows.isEmpty() && (Boolean) rows.get(rows.size() - 1)[1];
        return new Page(records, more ? Optional.of(by.position(records.get(records.size() - 1))) : Optional.empty());
    }
}
