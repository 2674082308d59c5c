package health.polaris.telemetry.installation;

import health.polaris.telemetry.http.JsonBody;
import health.polaris.telemetry.record.PathId;
import health.polaris.telemetry.record.RecordResource;
import health.polaris.telemetry.record.RecordView;
import health.polaris.telemetry.record.StoredRecord;
import health.polaris.telemetry.security.Allow;
import health.polaris.telemetry.security.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Installations of one person: created, changed and read by that person, read by support. */
public abstract class InstallationResource<F, R extends StoredRecord<F>> extends RecordResource<F, R> {
    protected InstallationResource(Class<R> kind, Class<F> fieldsKind) {
        super(kind, fieldsKind);
    }

    @POST
    @Allow(Right.WRITE_OWN)
    public RecordView<F> create(@PathParam("owner_id") PathId owner, JsonBody body) {
        return created(owner, body);
    }

    @GET
    @Path("{record_id}")
    @Allow({Right.READ_ALL, Right.READ_OWN})
    public RecordView<F> find(@PathParam("owner_id") PathId owner, @PathParam("record_id") PathId id) {
        return found(owner, id);
    }
}
