package health.polaris.telemetry.record;

import health.polaris.telemetry.http.Refusal;
import jakarta.ejb.Schedule;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Remembers for a day, in the transaction of the creation, which record a request with an Idempotency-Key made. Nothing of
 * the record itself is kept: the same request and the same id, time and caller make the same answer.
 */
@Stateless
public class FirstAnswers {
    private static final int HOURS_KEPT = 24;

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /**
     * Remembers this creation, or finds the one that was first under this key. While that one is not decided it waits.
     *
     * @throws Refusal with 422 when the first asked for something else
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Optional<Origin> keep(String key, String request, Origin origin) {
        int kept = entities.createNativeQuery("""
                        insert into first_answer as known (key_hash, request_hash, record_uuid, created)
                        values (?1, ?2, ?3, ?4)
                        on conflict (key_hash) do update set request_hash = excluded.request_hash,
                            record_uuid = excluded.record_uuid, created = excluded.created
                        where known.created < ?5""")
                .setParameter(1, key)
                .setParameter(2, request)
                .setParameter(3, origin.uuid())
                .setParameter(4, origin.created())
                .setParameter(5, origin.created().minusHours(HOURS_KEPT))
                .executeUpdate();
        return kept == 1 ? Optional.empty() : Optional.of(first(key, request));
    }

    private Origin first(String key, String request) {
        Object[] row = (Object[]) entities.createNativeQuery(
                        "select request_hash, record_uuid, created from first_answer where key_hash = ?1")
                .setParameter(1, key)
                .getSingleResult();
        if (!request.equals(row[0])) {
            throw Refusal.unprocessable(RequestKey.HEADER
                    + ": this key came with another request before. Each request needs a key of its own.");
        }
        return new Origin((String) row[1], ((Timestamp) row[2]).toLocalDateTime());
    }

    /** Forgets what is over a day old; every node does, which does no harm. */
    @Schedule(hour = "*", minute = "7", persistent = false)
    public void forget() {
        entities.createNativeQuery("delete from first_answer where created < ?1")
                .setParameter(1, LocalDateTime.now(ZoneOffset.UTC).minusHours(HOURS_KEPT))
                .executeUpdate();
    }

    /** Forgets all, with the records they tell of. */
    public void forgetAll() {
        entities.createNativeQuery("truncate first_answer").executeUpdate();
    }

    /**
     * Where a record comes from.
     *
     * @param uuid its id
     * @param created when it was made, in UTC
     */
    public record Origin(String uuid, LocalDateTime created) {}
}
