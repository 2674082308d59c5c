package health.polaris.telemetry.record;

import health.polaris.telemetry.record.FirstAnswers.Origin;
import health.polaris.telemetry.security.Caller;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps and finds records of every kind. A record is found only under its own owner. */
@Stateless
public class RecordService {
    private static final Counter WRITTEN = Counter.builder()
            .name("records_written_total")
            .help("Records created and changed, by kind")
            .labelNames("kind", "operation")
            .register();

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @Inject
    FirstAnswers answers;

    /** A provider, because this bean serves many callers in its life. */
    @Inject
    Provider<Caller> caller;

    /**
     * Keeps a new record, unless this caller has asked for it under the same key before: then the answer is what it was
     * then. The flush makes a refusal of the database happen here.
     */
    public <F> RecordView<F> create(StoredRecord<F> record, Optional<RequestKey> key) {
        String author = caller.get().getName();
        Origin origin = StoredRecord.newOrigin();
        Optional<Origin> first = key.flatMap(
                given -> answers.keep(given.of(author, record.ownerId()), RequestKey.request(record), origin));
        record.stampCreated(first.orElse(origin), author);
        if (first.isEmpty()) {
            entities.persist(record);
            entities.flush();
            WRITTEN.labelValues(name(record.getClass()), "created").inc();
        }
        return record.view();
    }

    /** Changes the given fields of a record, whose row is locked meanwhile so that no other change is lost. */
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> change(
            Class<R> kind, String owner, String id, F given) {
        Optional<R> found =
                Optional.ofNullable(entities.find(kind, new RecordId(id, owner), LockModeType.PESSIMISTIC_WRITE));
        found.ifPresent(record -> record.change(given, caller.get().getName()));
        entities.flush();
        found.ifPresent(record -> WRITTEN.labelValues(name(kind), "changed").inc());
        return found.map(StoredRecord::view);
    }

    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> find(Class<R> kind, String owner, String id) {
        return Optional.ofNullable(entities.find(kind, new RecordId(id, owner))).map(StoredRecord::view);
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
        Statement statement = search.first(limit + 1);
        Query query = entities.createNativeQuery(statement.sql(), search.kind());
        statement.bind(query::setParameter);
        return Page.of(StoredRecord.views(query.getResultStream()), limit, search.by());
    }

    /** Forgets all records of these kinds, all or none, and in a moment however many there are. */
    public void removeAll(List<Class<? extends StoredRecord<?>>> kinds) {
        String tables = kinds.stream()
                .map(kind -> kind.getAnnotation(Table.class).name())
                .collect(Collectors.joining(", "));
        entities.createNativeQuery("truncate " + tables).executeUpdate();
        answers.forgetAll();
    }

    private static String name(Class<?> kind) {
        return kind.getSimpleName();
    }
}
