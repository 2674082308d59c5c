package health.polaris.telemetry.query;

import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.database.TransientFailure;
import health.polaris.telemetry.entity.RecordView;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Runs queries about the fleet, on the replica if there is one. If the replica cancels a query, because its recovery removes
 * rows that the query needs, the query is repeated on the primary.
 */
@Stateless
public class QueryService {
    private static final int BATCH_SIZE = 1_000;

    /** Few, because the connections of the primary are for requests from apps. */
    private static final Semaphore REPEATED = new Semaphore(2);

    @PersistenceContext(unitName = "fleet")
    EntityManager fleet;

    @EJB
    PrimaryQueryService primary;

    @Inject
    ConnectionGate connections;

    /** Returns a page of the results of a search. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page page(RecordQuery<?> search, int limit) {
        return run(entities -> search.page(entities::createNativeQuery, limit));
    }

    /** Returns the rows of a statement, which must select at least two columns. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    @SuppressWarnings("unchecked") // a row of several columns is an array (Jakarta Persistence 3.1, 3.10.16.1)
    public List<Object[]> rows(Sql statement) {
        return run(entities -> statement.query(entities::createNativeQuery).getResultList());
    }

    /** Passes all results to the consumer until it returns false, as one snapshot. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void forEach(List<RecordQuery<?>> searches, Predicate<RecordView<?>> consumer) {
        forEachBatch(searches, batch -> batch.stream().allMatch(consumer));
    }

    /** Passes all results to the consumer, batch by batch, until it returns false, as one snapshot. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void forEachBatch(List<RecordQuery<?>> searches, Predicate<List<RecordView<?>>> consumer) {
        beginSnapshot();
        boolean more = true;
        for (RecordQuery<?> search : searches) {
            more = more && forEachBatch(search, consumer);
        }
    }

    /** Returns the rows of a statement, which must select at least two columns, in the snapshot of the transaction. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    @SuppressWarnings("unchecked") // a row of several columns is an array (Jakarta Persistence 3.1, 3.10.16.1)
    public List<Object[]> rowsOfSnapshot(Sql statement) {
        return statement.query(fleet::createNativeQuery).getResultList();
    }

    /**
     * Passes rows to the consumer until it returns false, as one snapshot. Only one batch is in memory at a time.
     *
     * @param following the statement for a batch: the rows after a row, or the first rows
     * @param batch the number of rows that these statements select, unless there are no more
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void forEachRow(Function<Optional<Object[]>, Sql> following, int batch, Predicate<Object[]> consumer) {
        beginSnapshot();
        Optional<Object[]> last = Optional.empty();
        boolean more = true;
        while (more) {
            List<Object[]> rows = rowsOfSnapshot(following.apply(last));
            more = rows.stream().allMatch(consumer) && rows.size() == batch;
            last = rows.stream().reduce((earlier, later) -> later);
        }
    }

    /** Lets the transaction read one snapshot, from its first statement on. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void beginSnapshot() {
        fleet.createNativeQuery("set transaction isolation level repeatable read")
                .executeUpdate();
    }

    /**
     * Passes all results to the consumer, batch by batch, until it returns false. Only one batch is in memory at a time.
     *
     * @return the last result of the consumer; true if there are no results
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public boolean forEachBatch(RecordQuery<?> search, Predicate<List<RecordView<?>>> consumer) {
        boolean more = true;
        Optional<RecordQuery<?>> rest = Optional.of(search);
        while (more && rest.isPresent()) {
            RecordQuery<?> part = rest.get();
            Page page = part.page(fleet::createNativeQuery, BATCH_SIZE);
            fleet.clear();
            more = consumer.test(page.records());
            rest = page.next().map(part::after);
        }
        return more;
    }

    /** Returns PostgreSQL's estimate of the number of rows of a statement. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public long estimate(Sql statement) {
        Sql explain = new Sql("explain " + statement.sql(), statement.parameters());
        String plan = run(entities -> (String)
                explain.query(entities::createNativeQuery).getResultList().get(0));
        return Long.parseLong(plan.replaceFirst("^.* rows=(\\d+) .*$", "$1"));
    }

    private <T> T run(Function<EntityManager, T> query) {
        try {
            return query.apply(fleet);
        } catch (PersistenceException failed) {
            if (!TransientFailure.isConflict(failed) || !REPEATED.tryAcquire()) {
                throw failed;
            }
        }
        try {
            return connections.call(() -> primary.run(query));
        } finally {
            REPEATED.release();
        }
    }
}
