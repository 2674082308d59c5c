package health.polaris.telemetry.subject;

import health.polaris.telemetry.security.access.OwnedBy;
import health.polaris.telemetry.security.access.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** One patient as a data subject. */
@ApplicationScoped
@OwnedBy(Owner.PATIENT)
@Path("/dhos/v1/patient/{owner_id}")
public class PatientSubjectResource extends SubjectResource {
    public PatientSubjectResource() {
        super(Owner.PATIENT);
    }
}
