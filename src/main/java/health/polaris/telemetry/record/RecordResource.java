package health.polaris.telemetry.record;

import health.polaris.telemetry.http.JsonBody;
import health.polaris.telemetry.http.Refusal;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * What the resources of all record kinds do in the same way: between HTTP and the service, a body becomes fields and a
 * missing record a 404.
 */
public abstract class RecordResource<F, R extends StoredRecord<F>> {
    @Inject
    RecordService records;

    @Inject
    FieldsReader reader;

    private final Class<R> kind;
    private final Class<F> fields;

    protected RecordResource(Class<R> kind, Class<F> fields) {
        this.kind = kind;
        this.fields = fields;
    }

    /** A record of this kind that is not kept yet. */
    protected abstract R newRecord(String owner, F given);

    protected RecordView<F> created(PathId owner, JsonBody body) {
        return records.create(newRecord(owner.value(), reader.ofNew(body, fields)));
    }

    protected RecordView<F> changed(PathId owner, PathId id, JsonBody body) {
        F given = reader.ofChange(body, fields);
        return records.change(kind, owner.value(), id.value(), given).orElseThrow(RecordResource::notFound);
    }

    protected RecordView<F> found(PathId owner, PathId id) {
        return records.find(kind, owner.value(), id.value()).orElseThrow(RecordResource::notFound);
    }

    protected Optional<RecordView<F>> latestOf(PathId owner) {
        return records.latest(kind, owner.value());
    }

    /** The fields of another shape that the body of a change holds besides this kind's own. */
    protected <O> O alsoIn(JsonBody body, Class<O> others) {
        return reader.ofChange(body, others);
    }

    private static Refusal notFound() {
        return Refusal.notFound("There is no such record of this person.");
    }
}
