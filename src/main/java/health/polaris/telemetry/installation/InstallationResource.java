package health.polaris.telemetry.installation;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.history.RecordVersion;
import health.polaris.telemetry.history.VersionedRecordResource;
import health.polaris.telemetry.http.json.JsonBody;
import health.polaris.telemetry.http.json.WithoutJsonInGet;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Base class of the installations of one person. The person creates, changes and reads them; support reads them. Not abstract,
 * because Jersey warns about abstract classes with paths.
 */
public class InstallationResource<F, R extends StoredRecord<F>> extends VersionedRecordResource<F, R> {
    private final String latestFirst;

    /**
     * Creates a resource.
     *
     * @param latestFirst the columns of an {@code order by} that sorts the latest installation first
     */
    protected InstallationResource(
            Class<R> kind,
            Class<F> fields,
            Class<? extends RecordVersion<F>> version,
            BiFunction<String, F, R> newRecord,
            String latestFirst) {
        super(kind, fields, version, newRecord);
        this.latestFirst = latestFirst;
    }

    @POST
    @Path("installation")
    @Allow(Right.WRITE_OWN)
    public RecordView<F> create(
            @PathParam("owner_id") String owner, @HeaderParam(IDEMPOTENCY_KEY) String key, JsonBody body) {
        return createRecord(owner, key, body);
    }

    @GET
    @Path("installation")
    @Allow({Right.READ_ALL, Right.READ_OWN})
    public Response list(@PathParam("owner_id") String owner, @Context UriInfo uri) {
        return listRecords(owner, uri);
    }

    @PATCH
    @Path("installation/{record_id}")
    @Allow(Right.WRITE_OWN)
    public RecordView<F> change(
            @PathParam("owner_id") String owner,
            @PathParam("record_id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String condition,
            JsonBody body) {
        return changeRecord(owner, id, condition, body);
    }

    @GET
    @Path("installation/{record_id}")
    @Allow({Right.READ_ALL, Right.READ_OWN})
    @WithoutJsonInGet
    public RecordView<F> find(
            @PathParam("owner_id") String owner, @PathParam("record_id") String id, @QueryParam(AS_OF) String asOf) {
        return findRecord(owner, id, asOf);
    }

    @GET
    @Path("installation/{record_id}/history")
    @Audited(Action.HISTORY)
    @Allow({Right.READ_ALL, Right.READ_OWN})
    public Response history(
            @PathParam("owner_id") String owner, @PathParam("record_id") String id, @Context UriInfo uri) {
        return listVersions(owner, id, uri);
    }

    /** Returns the installation with the latest date of first use; an empty object if there is none. */
    @GET
    @Path("latest_installation")
    @Allow({Right.READ_ALL, Right.READ_OWN})
    @WithoutJsonInGet
    public Object latest(@PathParam("owner_id") String owner, @QueryParam(AS_OF) String asOf) {
        return latestRecord(owner, asOf, latestFirst)
                .<Object>map(installation -> installation)
                .orElse(Map.of());
    }
}
