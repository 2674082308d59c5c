package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.RecordView;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs searches across people. */
@Stateless
public class QueryService {
    private static final int BATCH_SIZE = 1_000;

    @PersistenceContext(unitName = "fleet")
    EntityManager entities;

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page page(RecordQuery<?> search, int limit) {
        return search.page(entities::createNativeQuery, limit);
    }

    /**
     * Passes all results to the consumer until it returns false, as one snapshot. Only one batch is in memory at a
     * time.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void forEach(List<RecordQuery<?>> searches, Predicate<RecordView<?>> consumer) {
        entities.createNativeQuery("set transaction isolation level repeatable read")
                .executeUpdate();
        boolean more = true;
        for (RecordQuery<?> search : searches) {
            Optional<RecordQuery<?>> rest = Optional.of(search);
            while (more && rest.isPresent()) {
                RecordQuery<?> part = rest.get();
                Page page = page(part, BATCH_SIZE);
                entities.clear();
                more = page.records().stream().allMatch(consumer);
                rest = page.next().map(part::after);
            }
        }
    }
}
