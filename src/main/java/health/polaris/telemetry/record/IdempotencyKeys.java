package health.polaris.telemetry.record;

import health.polaris.telemetry.http.Refusal;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The requests with an Idempotency-Key of the last 24 hours. */
@Stateless
public class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofHours(24);

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /**
     * The first request with the key of a duplicate; empty if that request is no longer kept, and the key is free again.
     *
     * @throws Refusal with 422 when the first request asked for something else
     */
    public Optional<IdempotentRequest> first(IdempotentRequest duplicate) {
        IdempotentRequest first =
                entities.find(IdempotentRequest.class, duplicate.keyHash(), LockModeType.PESSIMISTIC_WRITE);
        if (first != null && first.created().isBefore(oldest())) {
            entities.remove(first);
            return Optional.empty();
        }
        if (first != null && !first.asksForTheSameAs(duplicate)) {
            throw Refusal.unprocessable(IdempotencyKey.HEADER
                    + ": this key came with another request before. Each request needs a key of its own.");
        }
        return Optional.ofNullable(first);
    }

    /** Removes old requests. Every node does this, without harm. */
    @Schedule(hour = "*", minute = "7", persistent = false)
    public void removeOld() {
        entities.createNamedQuery("IdempotentRequest.removeOlder")
                .setParameter("time", oldest())
                .executeUpdate();
    }

    private static LocalDateTime oldest() {
        return LocalDateTime.now(ZoneOffset.UTC).minus(KEPT);
    }
}
