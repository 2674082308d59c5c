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

    protected RecordView<F> created(String owner, JsonBody body) {
        return records.create(newRecord(PathId.checked(owner), reader.ofNew(body, fields)));
    }

    protected RecordView<F> changed(String owner, String id, JsonBody body) {
        F given = reader.ofChange(body, fields);
        return records.change(kind, PathId.checked(owner), PathId.checked(id), given)
                .orElseThrow(RecordResource::notFound);
    }

    protected RecordView<F> found(String owner, String id) {
        return records.find(kind, PathId.checked(owner), PathId.checked(id)).orElseThrow(RecordResource::notFound);
    }

    protected Optional<RecordView<F>> latestOf(String owner) {
        return records.latest(kind, PathId.checked(owner));
    }

    /** The fields of another shape that the body of a change holds besides this kind's own. */
    protected <O> O alsoIn(JsonBody body, Class<O> others) {
        return reader.ofChange(body, others);
    }

    private static Refusal notFound() {
        return Refusal.notFound("There is no such record of this person.");
    }
}
