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

/** Finds records of all people. */
@Stateless
public class QueryService {
    private static final int EXPORTED_AT_ONCE = 1_000;

    @PersistenceContext(unitName = "fleet")
    EntityManager entities;

    /** A page of the records that a search finds. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page page(RecordQuery<?> search, int limit) {
        return search.page(entities::createNativeQuery, limit);
    }

    /**
     * Hands on all records of these searches as they were at one moment, until the one who takes them has enough. Never more
     * than some of them are in memory.
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void each(List<RecordQuery<?>> searches, Predicate<RecordView<?>> taker) {
        entities.createNativeQuery("set transaction isolation level repeatable read")
                .executeUpdate();
        boolean more = true;
        for (RecordQuery<?> search : searches) {
            Optional<RecordQuery<?>> rest = Optional.of(search);
            while (more && rest.isPresent()) {
                RecordQuery<?> part = rest.get();
                Page page = page(part, EXPORTED_AT_ONCE);
                entities.clear();
                more = page.records().stream().allMatch(taker);
                rest = page.next().map(part::after);
            }
        }
    }
}
