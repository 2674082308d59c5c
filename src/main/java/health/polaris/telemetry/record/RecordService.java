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
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Optional;
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

    /** Changes a record to what is known of the wanted one. */
    public <F, R extends StoredRecord<F>> Optional<RecordView<F>> change(Class<R> kind, R wanted, String id) {
        Optional<Statement> change = wanted.change(id, caller.get().getName());
        if (change.isEmpty()) {
            return find(kind, wanted.ownerId(), id);
        }
        Optional<RecordView<F>> changed =
                rows(kind, change.get()).findFirst().map(kind::cast).map(StoredRecord::view);
        changed.ifPresent(record -> WRITTEN.labelValues(name(kind), "changed").inc());
        return changed;
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
        return Page.of(StoredRecord.views(rows(search.kind(), search.first(limit + 1))), limit, search.by());
    }

    private Stream<?> rows(Class<?> kind, Statement statement) {
        Query query = entities.createNativeQuery(statement.sql(), kind);
        statement.bind(query::setParameter);
        return query.getResultStream();
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
