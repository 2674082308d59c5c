package health.polaris.telemetry.record;

import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Limits the number of records of one kind for each person. Counting at each creation would slow all creations down, so
 * only a random sample is checked, one of (limit / 100) creations on average. A person may exceed the limit by a few per
 * cent. At the limit, all creations of the person are rejected, and the records are counted again after a minute.
 */
@ApplicationScoped
public class RecordLimit {
    private static final int CHECKS_PER_LIMIT = 100;
    private static final Duration RECOUNT_INTERVAL = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 1_000;

    int max;
    InstantSource clock = InstantSource.system();

    /** People at the limit, each with the time of the next count. */
    private final ConcurrentMap<OwnedRecords, Instant> full = new ConcurrentHashMap<>();

    @Inject
    void configure(Settings settings) {
        max = settings.limits().recordsPerPerson();
    }

    /**
     * Returns whether the limit is reached.
     *
     * @param atLimit counts the records in the database, and returns whether they reach the limit
     */
    boolean isReached(OwnedRecords records, Predicate<OwnedRecords> atLimit) {
        Instant recountAt = full.get(records);
        if (recountAt == null && ThreadLocalRandom.current().nextInt(Math.max(1, max / CHECKS_PER_LIMIT)) > 0) {
            return false;
        }
        if (recountAt != null && clock.instant().isBefore(recountAt)) {
            return true;
        }
        return remember(records, atLimit.test(records));
    }

    ProblemException exceeded() {
        return ProblemException.conflict("This person has " + max + " records of this kind, and cannot have more.");
    }

    private boolean remember(OwnedRecords records, boolean isFull) {
        if (!isFull) {
            full.remove(records);
            return false;
        }
        if (full.size() >= MAX_REMEMBERED) {
            full.clear(); // the next check of each person finds it again
        }
        full.put(records, clock.instant().plus(RECOUNT_INTERVAL));
        return true;
    }

    /** Selects a row if the person has reached the limit. */
    Sql query(OwnedRecords records) {
        return RecordQuery.ofPerson(records.kind(), records.owner(), Optional.empty())
                .selectIfAtLeast(max);
    }

    /** The records of one kind that belong to one person. */
    record OwnedRecords(Class<? extends StoredRecord<?>> kind, String owner) {}
}
