package health.polaris.telemetry.record;

import health.polaris.telemetry.entity.RecordId;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.http.problem.Causes;
import health.polaris.telemetry.http.problem.ProblemException;
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
import java.util.function.Predicate;

/** Creates, changes and finds records of every kind. A record is found only under its own owner. */
@Stateless
public class RecordService {
    private static final Counter WRITTEN = Counter.builder()
            .name("records_written_total")
            .help("Records created and changed, by kind")
            .labelNames("kind", "operation")
            .register();

    /** SQLState that the database raises for a record of an erased person. */
    private static final Set<String> ERASED = Set.of("PT410");

    /** SQLState of a duplicate key. */
    private static final Set<String> DUPLICATE = Set.of("23505");

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @Inject
    RecordLimit limit;

    /**
     * Creates a record.
     *
     * @throws ProblemException with 409 if the person has too many records, with 410 if the person has been erased
     */
    public <F> RecordView<F> create(StoredRecord<F> record) {
        if (isLimitReached(record)) {
            throw limit.exceeded();
        }
        entities.persist(record);
        flushRecord();
        countWrite(record.getClass(), "created");
        return record.view();
    }

    /**
     * Creates a record and stores its idempotency key in the same transaction.
     *
     * @throws DuplicateRequest if a request with the same key exists, even if the person has reached the limit; nothing
     *     is created then
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
            throw limit.exceeded();
        }
        flushRecord(); // first: otherwise EclipseLink chooses the order, and so the order of locks
        entities.persist(request);
        try {
            entities.flush();
        } catch (PersistenceException failed) {
            if (Causes.haveState(failed, DUPLICATE)) {
                throw new DuplicateRequest(request, record.createdBy());
            }
            throw failed;
        }
        countWrite(record.getClass(), "created");
        return record.view();
    }

    /**
     * Changes the fields that are not null. Concurrent changes of a record are serialized.
     *
     * @param condition a condition that the record must meet before the change
     * @throws ProblemException with 412 if it does not
     */
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> change(
            Class<R> kind, String owner, String id, F fields, Predicate<RecordView<F>> condition) {
        Optional<R> found = byId(kind, owner, id, LockModeType.PESSIMISTIC_WRITE);
        found.ifPresent(record -> {
            if (!condition.test(record.view())) {
                throw ProblemException.preconditionFailed();
            }
            record.change(fields);
            entities.flush();
            countWrite(kind, "changed");
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

    /** Finds the latest record of a person, by the named query of the kind. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> latest(Class<R> kind, String owner) {
        return entities.createNamedQuery(name(kind) + ".latest", kind)
                .setParameter(1, owner)
                .getResultStream()
                .findFirst()
                .map(StoredRecord::view);
    }

    /** Returns a page of a person's records, newest first. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page list(Class<? extends StoredRecord<?>> kind, String owner, PageRequest page) {
        return RecordQuery.ofPerson(kind, owner, page.after()).page(entities::createNativeQuery, page.limit());
    }

    /** Inserts the record now: a statement that fails is safe to repeat, a commit is not. */
    private void flushRecord() {
        try {
            entities.flush();
        } catch (PersistenceException failed) {
            throw Causes.haveState(failed, ERASED)
                    ? ProblemException.gone("This person has been erased, and cannot have records.")
                    : failed;
        }
    }

    private boolean isLimitReached(StoredRecord<?> next) {
        return limit.isReached(
                new RecordLimit.OwnedRecords(next.kind(), next.ownerId()),
                records -> !limit.query(records)
                        .query(entities::createNativeQuery)
                        .getResultList()
                        .isEmpty());
    }

    private static void countWrite(Class<?> kind, String operation) {
        WRITTEN.labelValues(name(kind), operation).inc();
    }

    private static String name(Class<?> kind) {
        return kind.getSimpleName();
    }
}
