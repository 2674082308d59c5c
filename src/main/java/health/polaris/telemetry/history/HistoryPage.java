package health.polaris.telemetry.history;

import health.polaris.telemetry.paging.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of the history of one record.
 *
 * @param next where the next page starts; empty on the last page
 */
public record HistoryPage<F>(RecordHistory<F> history, Optional<Position> next) {
    static <F> HistoryPage<F> of(VersionRows<F> found, Instant since, VersionPosition start, int limit) {
        List<Entry<F>> entries = entries(found, since, start);
        List<VersionView<F>> versions =
                entries.stream().limit(limit).map(Entry::version).toList();
        Optional<Instant> last = versions.isEmpty()
                ? start.next()
                : Optional.of(versions.get(versions.size() - 1).validFrom());
        Optional<VersionPosition> next = entries.size() > limit
                ? Optional.of(entries.get(limit).position(last))
                : found.before().map(row -> new VersionPosition(row.revision(), false, last));
        Instant created = found.rows().get(0).createdAt();
        return new HistoryPage<>(
                new RecordHistory<>(created.isBefore(since) ? since : created, versions),
                next.map(VersionPosition::inCursor));
    }

    private static <F> List<Entry<F>> entries(VersionRows<F> found, Instant since, VersionPosition start) {
        VersionSequence sequence = new VersionSequence(since);
        List<? extends RecordVersion<F>> rows = found.rows();
        List<Entry<F>> entries = new ArrayList<>();
        Optional<Instant> next = start.next();
        for (int at = 0; at < rows.size(); at++) {
            RecordVersion<F> row = rows.get(at);
            Optional<? extends RecordVersion<F>> before =
                    at + 1 < rows.size() ? Optional.of(rows.get(at + 1)) : found.before();
            for (VersionView<F> version : sequence.versions(row, before, next)) {
                entries.add(new Entry<>(row, version));
                next = Optional.of(version.validFrom());
            }
        }
        return start.removalListed() ? entries.stream().skip(1).toList() : entries;
    }

    private record Entry<F>(RecordVersion<F> row, VersionView<F> version) {
        VersionPosition position(Optional<Instant> next) {
            return new VersionPosition(
                    row.revision(), row.isRemoved() && version.operation() != Operation.DELETE, next);
        }
    }
}
