package health.polaris.telemetry.meter;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.history.VersionedRecordResource;
import health.polaris.telemetry.http.json.JsonBody;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.OwnedBy;
import health.polaris.telemetry.security.access.Owner;
import health.polaris.telemetry.security.access.Right;
import jakarta.enterprise.context.ApplicationScoped;
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

/** Blood glucose meters of one patient. */
@ApplicationScoped
@OwnedBy(Owner.PATIENT)
@Path("/dhos/v1/patient/{owner_id}/blood_glucose_meter")
public class BloodGlucoseMeterResource extends VersionedRecordResource<BloodGlucoseMeterFields, BloodGlucoseMeter> {
    public BloodGlucoseMeterResource() {
        super(
                BloodGlucoseMeter.class,
                BloodGlucoseMeterFields.class,
                BloodGlucoseMeterVersion.class,
                BloodGlucoseMeter::new);
    }

    @POST
    @Allow(Right.WRITE_OWN)
    public Response create(
            @PathParam("owner_id") String owner, @HeaderParam(IDEMPOTENCY_KEY) String key, JsonBody body) {
        return Response.status(Response.Status.CREATED)
                .entity(createRecord(owner, key, body))
                .build();
    }

    /** Returns the meters of a patient. Support may read this list, but only the patient may read a single meter. */
    @GET
    @Allow({Right.READ_ALL, Right.READ_OWN})
    public Response list(@PathParam("owner_id") String owner, @Context UriInfo uri) {
        return listRecords(owner, uri);
    }

    @GET
    @Path("{record_id}")
    @Allow(Right.READ_OWN)
    public RecordView<BloodGlucoseMeterFields> find(
            @PathParam("owner_id") String owner, @PathParam("record_id") String id, @QueryParam(AS_OF) String asOf) {
        return findRecord(owner, id, asOf);
    }

    /** Returns the versions of a meter. Support may read them, like the list. */
    @GET
    @Path("{record_id}/history")
    @Audited(Action.HISTORY)
    @Allow({Right.READ_ALL, Right.READ_OWN})
    public Response history(
            @PathParam("owner_id") String owner, @PathParam("record_id") String id, @Context UriInfo uri) {
        return listVersions(owner, id, uri);
    }

    /**
     * Changes a meter. Rejects another {@code patient_id}: the original service would move the meter to that patient.
     */
    @PATCH
    @Path("{record_id}")
    @Allow(Right.WRITE_OWN)
    public RecordView<BloodGlucoseMeterFields> change(
            @PathParam("owner_id") String owner,
            @PathParam("record_id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) String condition,
            JsonBody body) {
        String patientId = readAlso(body, OwnerField.class).patientId();
        if (patientId != null && !patientId.equals(owner)) {
            throw ProblemException.forbidden("patient_id: a meter cannot be moved to another patient.");
        }
        return changeRecord(owner, id, condition, body);
    }

    /** The key {@code patient_id} of a change, which is not a field of the meter. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record OwnerField(String patientId) {}
}
