package health.polaris.telemetry.subject;

import health.polaris.telemetry.security.access.OwnedBy;
import health.polaris.telemetry.security.access.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** One clinician as a data subject. */
@ApplicationScoped
@OwnedBy(Owner.CLINICIAN)
@Path("/dhos/v1/clinician/{owner_id}")
public class ClinicianSubjectResource extends SubjectResource {
    public ClinicianSubjectResource() {
        super(Owner.CLINICIAN);
    }
}
