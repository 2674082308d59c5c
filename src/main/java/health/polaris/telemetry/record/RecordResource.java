package health.polaris.telemetry.record;

import health.polaris.telemetry.http.JsonBody;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.Refusal;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/**
 * What the resources of all record kinds do in the same way: between HTTP and the service, a body becomes fields and a
 * missing record a 404.
 */
public abstract class RecordResource<F, R extends StoredRecord<F>> {
    /** The header that makes a creation safe to be sent again. */
    protected static final String IDEMPOTENCY_KEY = RequestKey.HEADER;

    /** By its own container: injected by CDI, a proxy looks the bean up anew at each call. */
    @EJB
    RecordService records;

    @Inject
    FieldsReader reader;

    @Inject
    Admission admission;

    @Inject
    Paging paging;

    private final Class<R> kind;
    private final Class<F> fields;

    protected RecordResource(Class<R> kind, Class<F> fields) {
        this.kind = kind;
        this.fields = fields;
    }

    /** A record of this kind that is not kept yet, or what is to become of one that is. */
    protected abstract R newRecord(String owner, F given);

    /** The key is that of the header, and null without one. */
    protected RecordView<F> created(String owner, String idempotencyKey, JsonBody body) {
        Optional<RequestKey> key = RequestKey.in(idempotencyKey);
        PathId.check(owner);
        R asked = newRecord(owner, reader.ofNew(body, fields));
        return admission.to(
                () -> key.map(given -> records.create(asked, given)).orElseGet(() -> records.create(asked)));
    }

    protected RecordView<F> changed(String owner, String id, JsonBody body) {
        R wanted = newRecord(owner, reader.ofChange(body, fields));
        PathId.check(owner, id);
        return admission.to(() -> records.change(kind, wanted, id)).orElseThrow(RecordResource::notFound);
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
        Search<R> all = new Search<>(
                kind,
                List.of(Condition.isId(StoredRecord.ownerColumn(kind), owner)),
                TimeLine.CREATED,
                Search.Order.NEWEST_FIRST,
                page.after());
        Page found = admission.to(() -> records.page(all, page.limit()));
        return paging.answer(found.records(), found.next(), given, address);
    }

    /** The fields of another shape that the body of a change holds besides this kind's own. */
    protected <O> O alsoIn(JsonBody body, Class<O> others) {
        return reader.ofChange(body, others);
    }

    private static Refusal notFound() {
        return Refusal.notFound("There is no such record of this person.");
    }
}
