package health.polaris.telemetry.idempotency;

import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Idempotency keys of the last 24 hours. */
@Stateless
public class IdempotencyKeys {
    private static final System.Logger LOG = System.getLogger(IdempotencyKeys.class.getName());
    private static final Duration RETENTION = Duration.ofHours(24);

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /**
     * Finds the first request with the key of a duplicate. Empty if that request has expired; the key is then free
     * again.
     *
     * @throws ProblemException with 422 if the content differs
     */
    public Optional<IdempotentRequest> findFirst(IdempotentRequest duplicate) {
        IdempotentRequest first =
                entities.find(IdempotentRequest.class, duplicate.keyHash(), LockModeType.PESSIMISTIC_WRITE);
        if (first != null && first.created().isBefore(expiry())) {
            entities.remove(first);
            return Optional.empty();
        }
        if (first != null && !first.hasSameContentAs(duplicate)) {
            throw ProblemException.unprocessable(IdempotencyKey.HEADER
                    + ": this key was used for a different request. Each request needs its own key.");
        }
        return Optional.ofNullable(first);
    }

    /** Removes expired requests. Runs on every node; logs a failure, because a server may end a timer that fails. */
    @Schedule(hour = "*", minute = "7", persistent = false)
    public void removeExpired() {
        try {
            entities.createNamedQuery("IdempotentRequest.removeOlder")
                    .setParameter("time", expiry())
                    .executeUpdate();
        } catch (PersistenceException failed) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Expired idempotency keys could not be removed. The next attempt is in an hour: {0}",
                    failed.toString());
        }
    }

    private static LocalDateTime expiry() {
        return LocalDateTime.now(ZoneOffset.UTC).minus(RETENTION);
    }
}
