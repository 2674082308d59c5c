package health.polaris.telemetry.record;

import health.polaris.telemetry.http.JsonBody;
import health.polaris.telemetry.http.Refusal;
import health.polaris.telemetry.security.Allow;
import health.polaris.telemetry.security.Right;
import jakarta.inject.Inject;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** The operations that are the same for every record kind. */
public abstract class RecordResource<F, R extends StoredRecord<F>> {
    @Inject
    protected RecordService records;

    @Inject
    protected Fields fields;

    private final Class<R> kind;
    private final Class<F> fieldsKind;

    protected RecordResource(Class<R> kind, Class<F> fieldsKind) {
        this.kind = kind;
        this.fieldsKind = fieldsKind;
    }

    protected abstract R newRecord(String owner, F given);

    @PATCH
    @Path("{record_id}")
    @Allow(Right.WRITE_OWN)
    public RecordView<F> change(@PathParam("owner_id") PathId owner, @PathParam("record_id") PathId id, JsonBody body) {
        F given = fields.ofChange(body, fieldsKind);
        return records.change(kind, owner.value(), id.value(), given).orElseThrow(Refusal::notFound);
    }

    protected RecordView<F> created(PathId owner, JsonBody body) {
        return records.create(newRecord(owner.value(), fields.ofNew(body, fieldsKind)));
    }

    protected RecordView<F> found(PathId owner, PathId id) {
        return records.find(kind, owner.value(), id.value()).orElseThrow(Refusal::notFound);
    }
}
