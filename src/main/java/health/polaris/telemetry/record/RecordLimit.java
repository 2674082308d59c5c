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
 * Limits the records of one kind that one person may have. To count them at each creation would slow all creations down, so only one
 * creation in a hundredth of the limit is checked, at random: the limit may be exceeded by a few per cent. Once a person is found to
 * have reached it, all their creations are refused, and the records are counted again after a minute.
 */
@ApplicationScoped
public class RecordLimit {
    private static final int CHECKS = 100;
    private static final Duration BETWEEN_COUNTS = Duration.ofMinutes(1);
    private static final int MOST_KNOWN = 1_000;

    int most;
    InstantSource clock = InstantSource.system();

    /** The persons known to have reached the limit, and until when this is not asked again. */
    private final ConcurrentMap<Collection, Instant> full = new ConcurrentHashMap<>();

    @Inject
    void use(Settings settings) {
        most = settings.limits().recordsPerPerson();
    }

    /**
     * Whether these are too many for another one to be stored.
     *
     * @param counted counts them, and tells whether they are
     */
    boolean isReached(Collection collection, Predicate<Collection> counted) {
        Instant known = full.get(collection);
        if (known == null && ThreadLocalRandom.current().nextInt(Math.max(1, most / CHECKS)) > 0) {
            return false;
        }
        if (known != null && clock.instant().isBefore(known)) {
            return true;
        }
        return remembered(collection, counted.test(collection));
    }

    ProblemException refusal() {
        return ProblemException.conflict("This person has " + most + " records of this kind, and cannot have more.");
    }

    private boolean remembered(Collection collection, boolean isFull) {
        if (!isFull) {
            full.remove(collection);
            return false;
        }
        if (full.size() >= MOST_KNOWN) {
            full.clear(); // each of them is found again
        }
        full.put(collection, clock.instant().plus(BETWEEN_COUNTS));
        return true;
    }

    /** Finds a row if the person has as many records as allowed. */
    Sql count(Collection collection) {
        return RecordQuery.ofPerson(collection.kind(), collection.owner(), Optional.empty())
                .atLeast(most);
    }

    /** The records of one kind that one person has. */
    record Collection(Class<? extends StoredRecord<?>> kind, String owner) {}
}
