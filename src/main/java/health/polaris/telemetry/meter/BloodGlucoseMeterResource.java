package health.polaris.telemetry.meter;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.http.json.JsonBody;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.record.RecordResource;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** The blood glucose meters of one patient. */
@ApplicationScoped
@OwnedBy(Owner.PATIENT)
@Path("/dhos/v1/patient/{owner_id}/blood_glucose_meter")
public class BloodGlucoseMeterResource extends RecordResource<BloodGlucoseMeterFields, BloodGlucoseMeter> {
    public BloodGlucoseMeterResource() {
        super(BloodGlucoseMeter.class, BloodGlucoseMeterFields.class);
    }

    @POST
    @Allow(Right.WRITE_OWN)
    public Response create(
            @PathParam("owner_id") String owner, @HeaderParam(IDEMPOTENCY_KEY) String key, JsonBody body) {
        return Response.status(Response.Status.CREATED)
                .entity(created(owner, key, body))
                .build();
    }

    /** Unlike a single meter, for which the contract wants the patient's own token, support may read these. */
    @GET
    @Allow({Right.READ_ALL, Right.READ_OWN})
    public Response list(@PathParam("owner_id") String owner, @Context UriInfo address) {
        return listed(owner, address);
    }

    @GET
    @Path("{record_id}")
    @Allow(Right.READ_OWN)
    public RecordView<BloodGlucoseMeterFields> find(
            @PathParam("owner_id") String owner, @PathParam("record_id") String id) {
        return found(owner, id);
    }

    /** The original would move the meter to another patient's record; ours does not. */
    @PATCH
    @Path("{record_id}")
    @Allow(Right.WRITE_OWN)
    public RecordView<BloodGlucoseMeterFields> change(
            @PathParam("owner_id") String owner, @PathParam("record_id") String id, JsonBody body) {
        String named = alsoIn(body, NamedOwner.class).patientId();
        if (named != null && !named.equals(owner)) {
            throw ProblemException.forbidden("patient_id: a meter cannot be moved to another patient.");
        }
        return changed(owner, id, body);
    }

    @Override
    protected BloodGlucoseMeter newRecord(String owner, BloodGlucoseMeterFields given) {
        return new BloodGlucoseMeter(owner, given);
    }

    /** The one key of a change that is no field of the meter. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record NamedOwner(String patientId) {}
}
