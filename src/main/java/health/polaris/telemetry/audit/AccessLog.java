package health.polaris.telemetry.audit;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Stores access events, always on the primary database. */
@Stateless
public class AccessLog {
    private static final Counter EVENTS = Counter.builder()
            .name("access_events_total")
            .help("Recorded accesses to people's data, by action and outcome")
            .labelNames("action", "outcome")
            .register();

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /** Stores an event in the transaction of the caller, or in its own. Returns the event. */
    public AccessEvent record(AccessEvent event) {
        entities.persist(event);
        entities.flush(); // now: a statement that fails is safe to repeat, a commit is not
        EVENTS.labelValues(event.action(), event.outcome()).inc();
        return event;
    }

    /** Adds the number of records to an event without one, and returns whether that was the case. */
    public boolean complete(AccessEvent event, long records) {
        return !entities.createNativeQuery("select complete_access_event(cast(?1 as uuid), ?2, ?3)")
                .setParameter(1, event.id().toString())
                .setParameter(2, event.personId())
                .setParameter(3, records)
                .getResultList()
                .contains(null);
    }
}
