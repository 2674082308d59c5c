package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.AuditedRecord;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.paging.Position;
import java.util.List;
import java.util.Optional;

/**
 * A page of records.
 *
 * @param records the records, in order
 * @param next the position after which the next page starts; empty on the last page
 */
public record Page(List<RecordView<?>> records, Optional<Position> next) {
    /** Builds a page from rows, each with a record and whether another record follows. */
    static Page of(List<Object[]> found, int limit, SortKey sortKey) {
        List<Object[]> rows = found.subList(0, Math.min(limit, found.size()));
        List<RecordView<?>> records = AuditedRecord.views(rows.stream().map(row -> row[0]));
        boolean more = !rows.isEmpty() && (Boolean) rows.get(rows.size() - 1)[1];
        return new Page(
                records, more ? Optional.of(sortKey.position(records.get(records.size() - 1))) : Optional.empty());
    }
}
