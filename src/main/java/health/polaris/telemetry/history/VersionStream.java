package health.polaris.telemetry.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Passes the versions of records to a consumer, while the rows of the records are read. */
final class VersionStream {
    private final Map<RecordKey, Long> newest;
    private final VersionSequence sequence;
    private final Predicate<? super VersionView<?>> consumer;
    private RecordVersion<?> row;
    private boolean expected;
    private Optional<Instant> next = Optional.empty();

    /**
     * Creates a stream.
     *
     * @param newest the newest revision of each record. A record with a newer one is left out
     * @param since the time from which history is known
     */
    VersionStream(Map<RecordKey, Long> newest, Instant since, Predicate<? super VersionView<?>> consumer) {
        this.newest = newest;
        this.sequence = new VersionSequence(since);
        this.consumer = consumer;
    }

    /** Adds the next row: that of the next version of the same record, newest first, or the first of another record. */
    boolean add(RecordVersion<?> added) {
        boolean sameRecord = row != null && key(row).equals(key(added));
        boolean more = pass(sameRecord ? Optional.of(added) : Optional.empty());
        if (!sameRecord) {
            next = Optional.empty();
            expected = newest.get(key(added)) == added.revision();
        }
        row = added;
        return more;
    }

    /** Ends the stream. Returns whether the consumer expects more versions. */
    boolean end() {
        return pass(Optional.empty());
    }

    static RecordKey key(RecordVersion<?> row) {
        return new RecordKey(row.ownerId(), row.uuid());
    }

    /** Passes the versions of the last row. They depend on the row before, which is the next one in the stream. */
    private boolean pass(Optional<RecordVersion<?>> before) {
        if (row == null || !expected) {
            return true;
        }
        for (VersionView<?> version : versions(row, before)) {
            next = Optional.of(version.validFrom());
            if (!consumer.test(version)) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked") // the versions of a record have the same class
    private <F> List<VersionView<F>> versions(RecordVersion<F> version, Optional<RecordVersion<?>> before) {
        return sequence.versions(version, before.map(older -> (RecordVersion<F>) older), next);
    }
}
