package health.polaris.telemetry.record;

import health.polaris.telemetry.http.Causes;
import health.polaris.telemetry.record.FirstAnswers.Origin;
import health.polaris.telemetry.security.CurrentCaller;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps and finds records of every kind. A record is found only under its own owner. */
@Stateless
public class RecordService {
    private static final Counter WRITTEN = Counter.builder()
            .name("records_written_total")
            .help("Records created and changed, by kind")
            .labelNames("kind", "operation")
            .register();

    /** SQLState of a row whose id there is already. */
    private static final Set<String> IS_THERE = Set.of("23505");

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @Inject
    FirstAnswers answers;

    @Inject
    CurrentCaller current;

    /**
     * Keeps a new record, by one statement, which is a transaction of its own. When it fails, and nobody knows what became of it,
     * this may be called again with the same record, which is then kept once all the same.
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F> RecordView<F> create(StoredRecord<F> record) {
        boolean again = record.isStamped();
        if (!again) {
            record.stampCreated(StoredRecord.newOrigin(), current.caller().getName());
        }
        try {
            keep(record);
        } catch (PersistenceException refused) {
            if (!again || !Causes.haveState(refused, IS_THERE)) {
                throw refused;
            }
        }
        count(record.getClass(), "created");
        return record.view();
    }

    /**
     * Keeps a new record, unless this caller has asked for it under the same key before: then the answer is what it was
     * then.
     */
    public <F> RecordView<F> create(StoredRecord<F> record, RequestKey key) {
        String author = current.caller().getName();
        Origin origin = StoredRecord.newOrigin();
        Optional<Origin> first = answers.keep(key.of(author, record.ownerId()), RequestKey.request(record), origin);
        record.stampCreated(first.orElse(origin), author);
        if (first.isEmpty()) {
            keep(record);
            count(record.getClass(), "created");
        }
        return record.view();
    }

    /** A query, and no update, for that would need a transaction of the server, whose end is a round trip more. */
    private void keep(StoredRecord<?> record) {
        record.creation().query(entities::createNativeQuery).getResultList();
    }

    /** Changes a record to what is known of the wanted one, by one statement, which is a transaction of its own. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> change(Class<R> kind, R wanted, String id) {
        Optional<Statement> change = wanted.change(id, current.caller().getName());
        if (change.isEmpty()) {
            return find(kind, wanted.ownerId(), id);
        }
        Optional<RecordView<F>> changed =
                rows(kind, change.get()).findFirst().map(kind::cast).map(StoredRecord::view);
        changed.ifPresent(record -> count(kind, "changed"));
        return changed;
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> find(Class<R> kind, String owner, String id) {
        return Optional.ofNullable(byKey(kind, new RecordId(id, owner))).map(StoredRecord::view);
    }

    /** Null when there is none. */
    private <R> R byKey(Class<R> kind, RecordId key) {
        try {
            return entities.find(kind, key);
        } catch (RuntimeException failed) {
            throw new PersistenceException(failed); // as queries do; EclipseLink throws one of its own here
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

    /** At most so many of the records that a search finds. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Page page(Search<?> search, int limit) {
        return Page.of(StoredRecord.views(rows(search.kind(), search.first(limit + 1))), limit, search.by());
    }

    private Stream<?> rows(Class<?> kind, Statement statement) {
        return statement.query(sql -> entities.createNativeQuery(sql, kind)).getResultStream();
    }

    /** Forgets all records of these kinds, all or none, and in a moment however many there are. */
    public void removeAll(List<Class<? extends StoredRecord<?>>> kinds) {
        String tables = kinds.stream()
                .map(kind -> kind.getAnnotation(Table.class).name())
                .collect(Collectors.joining(", "));
        entities.createNativeQuery("truncate " + tables).executeUpdate();
        answers.forgetAll();
    }

    private static void count(Class<?> kind, String operation) {
        WRITTEN.labelValues(name(kind), operation).inc();
    }

    private static String name(Class<?> kind) {
        return kind.getSimpleName();
    }
}
