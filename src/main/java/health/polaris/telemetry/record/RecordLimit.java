package health.polaris.telemetry.record;

import health.polaris.telemetry.http.Refusal;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
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

    /** Whether the owner of this record has too many already for it to be stored. */
    boolean isReached(StoredRecord<?> next, EntityManager entities) {
        return isReached(new Collection(next.kind(), next.ownerId()), collection -> isFull(collection, entities));
    }

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

    Refusal refusal() {
        return Refusal.conflict("This person has " + most + " records of this kind, and cannot have more.");
    }

    private boolean isFull(Collection collection, EntityManager entities) {
        return !Search.ofPerson(collection.kind(), collection.owner(), Optional.empty())
                .atLeast(most)
                .query(entities::createNativeQuery)
                .getResultList()
                .isEmpty();
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

    /** The records of one kind that one person has. */
    record Collection(Class<? extends StoredRecord<?>> kind, String owner) {}
}
