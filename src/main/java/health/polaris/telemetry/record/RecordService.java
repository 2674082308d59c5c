package health.polaris.telemetry.record;

import health.polaris.telemetry.entity.RecordId;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.http.problem.Causes;
import health.polaris.telemetry.idempotency.DuplicateRequest;
import health.polaris.telemetry.idempotency.IdempotencyKey;
import health.polaris.telemetry.idempotency.IdempotentRequest;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.query.RecordQuery;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.util.Optional;
import java.util.Set;

/** Creates, changes and finds records of every kind. A record is found only under its own owner. */
@Stateless
public class RecordService {
    private static final Counter WRITTEN = Counter.builder()
            .name("records_written_total")
            .help("Records created and changed, by kind")
            .labelNames("kind", "operation")
            .register();

    /** SQLState of a row whose key another row has. */
    private static final Set<String> DUPLICATE = Set.of("23505");

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @Inject
    RecordLimit limit;

    /** Creates a record, unless the person has too many already: then it is refused with 409. */
    public <F> RecordView<F> create(StoredRecord<F> record) {
        if (isLimitReached(record)) {
            throw limit.refusal();
        }
        entities.persist(record);
        entities.flush(); // now: a statement that fails is safe to repeat, a commit is not
        count(record.getClass(), "created");
        return record.view();
    }

    /**
     * The same, and remembers the request for it, both or none.
     *
     * @throws DuplicateRequest if there is a request with the same key already, however many records the person has; nothing is
     *     created then
     */
    public <F> RecordView<F> create(StoredRecord<F> record, IdempotencyKey key) throws DuplicateRequest {
        boolean full = isLimitReached(record);
        entities.persist(record);
        IdempotentRequest request = new IdempotentRequest(
                key,
                record.createdBy(),
                record.ownerId(),
                name(record.getClass()),
                record.fields(),
                record.uuid(),
                record.created());
        if (full && entities.find(IdempotentRequest.class, request.keyHash()) == null) {
            throw limit.refusal();
        }
        entities.flush(); // the record first: otherwise EclipseLink chooses the order, and so the order of locks
        entities.persist(request);
        try {
            entities.flush();
        } catch (PersistenceException refused) {
            if (Causes.haveState(refused, DUPLICATE)) {
                throw new DuplicateRequest(request, record.createdBy());
            }
            throw refused;
        }
        count(record.getClass(), "created");
        return record.view();
    }

    /** Changes the fields that are given, and waits for others who are changing the same record. */
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> change(
            Class<R> kind, String owner, String id, F given) {
        Optional<R> found = byId(kind, owner, id, LockModeType.PESSIMISTIC_WRITE);
        found.ifPresent(record -> {
            record.change(given);
            entities.flush();
            count(kind, "changed");
        });
        return found.map(StoredRecord::view);
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> find(Class<R> kind, String owner, String id) {
        return byId(kind, owner, id, LockModeType.NONE).map(StoredRecord::view);
    }

    private <R> Optional<R> byId(Class<R> kind, String owner, String id, LockModeType lock) {
        try {
            return Optional.ofNullable(entities.find(kind, new RecordId(id, owner), lock));
        } catch (PersistenceException failed) {
            throw failed;
        } catch (RuntimeException failed) {
            throw new PersistenceException(failed); // EclipseLink throws an exception of its own here
        }
    }

    /** The latest record of a person, by the kind's own named query. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> latest(Class<R> kind, String owner) {
        return entities.createNamedQuery(name(kind) + ".latest", kind)
                .setParameter("owner", owner)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .map(StoredRecord::view);
    }

    /** A page of a person's records, newest first. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page list(Class<? extends StoredRecord<?>> kind, String owner, PageRequest page) {
        return RecordQuery.ofPerson(kind, owner, page.after()).page(entities::createNativeQuery, page.limit());
    }

    private boolean isLimitReached(StoredRecord<?> next) {
        return limit.isReached(
                new RecordLimit.Collection(next.kind(), next.ownerId()),
                records -> !limit.count(records)
                        .query(entities::createNativeQuery)
                        .getResultList()
                        .isEmpty());
    }

    private static void count(Class<?> kind, String operation) {
        WRITTEN.labelValues(name(kind), operation).inc();
    }

    private static String name(Class<?> kind) {
        return kind.getSimpleName();
    }
}
