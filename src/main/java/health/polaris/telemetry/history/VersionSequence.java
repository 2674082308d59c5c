package health.polaris.telemetry.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Derives the versions of one record, with their validity, from its rows. */
final class VersionSequence {
    /** History is known from this time on. */
    private final Instant since;

    VersionSequence(Instant since) {
        this.since = since;
    }

    /**
     * Returns what one row contributes, newest first: its version, after its removal if the record was removed. An arrival
     * contributes nothing.
     *
     * @param before the row before; empty if the row is the first
     * @param next the start of the next version; empty if there is none
     */
    <F> List<VersionView<F>> versions(
            RecordVersion<F> row, Optional<? extends RecordVersion<F>> before, Optional<Instant> next) {
        List<VersionView<F>> versions = new ArrayList<>();
        if (row.isRemoved()) {
            versions.add(new VersionView<>(
                    row.view(),
                    row.superseded().orElseThrow(),
                    next.orElse(null),
                    Operation.DELETE,
                    row.supersededBy(),
                    List.of()));
        }
        if (!row.isArrival()) {
            versions.add(before.map(older -> following(row, older)).orElseGet(() -> first(row)));
        }
        return versions;
    }

    private <F> VersionView<F> first(RecordVersion<F> row) {
        return row.createdAt().isBefore(since)
                ? version(row, since, null, null, List.of())
                : version(row, row.createdAt(), Operation.CREATE, row.createdBy(), List.of());
    }

    private static <F> VersionView<F> following(RecordVersion<F> row, RecordVersion<F> before) {
        Instant end = before.superseded().orElseThrow();
        if (before.isRemoved()) {
            Instant start = row.createdAt().isBefore(end) ? end : row.createdAt();
            return version(row, start, Operation.CREATE, row.createdBy(), List.of());
        }
        return before.isArrival()
                ? version(row, end, Operation.CREATE, before.supersededBy(), List.of())
                : version(row, end, Operation.UPDATE, before.supersededBy(), before.changed());
    }

    /** The start is not after the end, even if the clock of the node that created the record is ahead of the database's. */
    private static <F> VersionView<F> version(
            RecordVersion<F> row, Instant start, Operation operation, String changedBy, List<String> changed) {
        Instant end = row.superseded().orElse(null);
        return new VersionView<>(
                row.view(), end != null && end.isBefore(start) ? end : start, end, operation, changedBy, changed);
    }
}
