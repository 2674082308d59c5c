package health.polaris.telemetry.record;

import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.http.ETags;
import health.polaris.telemetry.http.PathId;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.json.JsonBody;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.idempotency.IdempotencyKey;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.query.Page;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Base class of the resources of one person's records. It validates ids and bodies, and maps a missing record to 404. */
public abstract class RecordResource<F, R extends StoredRecord<F>> {
    protected static final String IDEMPOTENCY_KEY = IdempotencyKey.HEADER;

    // not @Inject: a CDI proxy would look the bean up at each call
    @EJB
    RecordService records;

    @Inject
    IdempotentCreation creation;

    @Inject
    FieldsReader reader;

    @Inject
    protected ConnectionGate gate;

    @Inject
    protected Paging paging;

    private final Class<R> kind;
    private final Class<F> fields;
    private final BiFunction<String, F, R> newRecord;

    /**
     * Creates a resource.
     *
     * @param newRecord creates an entity, without storing it, from the id of the person and the fields
     */
    protected RecordResource(Class<R> kind, Class<F> fields, BiFunction<String, F, R> newRecord) {
        this.kind = kind;
        this.fields = fields;
        this.newRecord = newRecord;
    }

    /**
     * Creates a record.
     *
     * @param idempotencyKey the header's value; null without the header
     */
    protected RecordView<F> createRecord(String owner, String idempotencyKey, JsonBody body) {
        Optional<IdempotencyKey> key = IdempotencyKey.of(idempotencyKey);
        PathId.check(owner);
        F values = reader.readNew(body, fields);
        return gate.call(() -> key.map(present -> creation.create(() -> newRecord.apply(owner, values), present))
                .orElseGet(() -> records.create(newRecord.apply(owner, values))));
    }

    /**
     * Changes a record.
     *
     * @param condition the If-Match header; null without the header
     */
    protected RecordView<F> changeRecord(String owner, String id, String condition, JsonBody body) {
        F values = reader.readChange(body, fields);
        PathId.check(owner, id);
        Predicate<RecordView<F>> current = record ->
                condition == null || ETags.matches(condition, ETags.of(Json.MAPPER.writeValueAsBytes(record)));
        return gate.call(() -> records.change(kind, owner, id, values, current)).orElseThrow(RecordResource::notFound);
    }

    protected RecordView<F> findRecord(String owner, String id) {
        PathId.check(owner, id);
        return gate.call(() -> records.find(kind, owner, id)).orElseThrow(RecordResource::notFound);
    }

    protected Optional<RecordView<F>> latestRecord(String owner) {
        PathId.check(owner);
        return gate.call(() -> records.latest(kind, owner));
    }

    /** Responds with a page of a person's records, newest first. */
    protected Response listRecords(String owner, QueryParameters parameters, UriInfo uri) {
        PathId.check(owner);
        PageRequest request = paging.request(parameters, uri);
        Page page = gate.call(() -> records.list(kind, owner, request));
        return paging.response(page.records(), page.next(), parameters, uri);
    }

    /** Reads keys of the body that are not fields of the record. */
    protected <O> O readAlso(JsonBody body, Class<O> type) {
        return reader.readChange(body, type);
    }

    protected static ProblemException notFound() {
        return ProblemException.notFound("This person has no such record.");
    }
}
