package health.polaris.telemetry.record;

import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.http.QueryParameters;
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

/**
 * What the resources of all record kinds do in the same way: between HTTP and the service, a body becomes fields and a
 * missing record a 404.
 */
public abstract class RecordResource<F, R extends StoredRecord<F>> {
    /** The header that makes a creation safe to be sent again. */
    protected static final String IDEMPOTENCY_KEY = IdempotencyKey.HEADER;

    /** By its own container: injected by CDI, a proxy looks the bean up anew at each call. */
    @EJB
    RecordService records;

    @Inject
    IdempotentCreation creation;

    @Inject
    FieldsReader reader;

    @Inject
    ConnectionGate admission;

    @Inject
    Paging paging;

    private final Class<R> kind;
    private final Class<F> fields;

    protected RecordResource(Class<R> kind, Class<F> fields) {
        this.kind = kind;
        this.fields = fields;
    }

    /** A new record of this kind, not stored yet. */
    protected abstract R newRecord(String owner, F given);

    /** The key is that of the header, and null without one. */
    protected RecordView<F> created(String owner, String idempotencyKey, JsonBody body) {
        Optional<IdempotencyKey> key = IdempotencyKey.in(idempotencyKey);
        PathId.check(owner);
        F given = reader.ofNew(body, fields);
        return admission.to(() -> key.map(known -> creation.create(() -> newRecord(owner, given), known))
                .orElseGet(() -> records.create(newRecord(owner, given))));
    }

    protected RecordView<F> changed(String owner, String id, JsonBody body) {
        F given = reader.ofChange(body, fields);
        PathId.check(owner, id);
        return admission.to(() -> records.change(kind, owner, id, given)).orElseThrow(RecordResource::notFound);
    }

    protected RecordView<F> found(String owner, String id) {
        PathId.check(owner, id);
        return admission.to(() -> records.find(kind, owner, id)).orElseThrow(RecordResource::notFound);
    }

    protected Optional<RecordView<F>> latestOf(String owner) {
        PathId.check(owner);
        return admission.to(() -> records.latest(kind, owner));
    }

    /** All records of a person, newest first, page by page. */
    protected Response listed(String owner, UriInfo address) {
        PathId.check(owner);
        QueryParameters given = QueryParameters.of(address.getQueryParameters(), Paging.PARAMETERS);
        PageRequest page = paging.asked(given, address);
        Page found = admission.to(() -> records.list(kind, owner, page));
        return paging.answer(found.records(), found.next(), given, address);
    }

    /** The fields of another shape that the body of a change holds besides this kind's own. */
    protected <O> O alsoIn(JsonBody body, Class<O> others) {
        return reader.ofChange(body, others);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no such record of this person.");
    }
}
