package health.polaris.telemetry.audit.search;

import health.polaris.telemetry.audit.AccessEvent;
import health.polaris.telemetry.audit.AccessEventView;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads access events. */
@Stateless
public class AccessEventService {
    private static final int BATCH_SIZE = 1_000;

    @PersistenceContext(unitName = "fleet")
    EntityManager entities;

    /** Returns the first events of a search. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public List<AccessEventView> first(AccessEventQuery search, int limit) {
        Stream<?> events = search.select(limit)
                .query(sql -> entities.createNativeQuery(sql, AccessEvent.class))
                .getResultStream();
        return events.map(event -> ((AccessEvent) event).view()).toList();
    }

    /** Passes all events of a search to the consumer until it returns false, in batches. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void forEach(AccessEventQuery search, Predicate<Object> consumer) {
        List<AccessEventView> batch = first(search, BATCH_SIZE);
        while (batch.stream().allMatch(consumer) && batch.size() == BATCH_SIZE) {
            entities.clear();
            batch = first(search.after(batch.get(BATCH_SIZE - 1)), BATCH_SIZE);
        }
    }
}
