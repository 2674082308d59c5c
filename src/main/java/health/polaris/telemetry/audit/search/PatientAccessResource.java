package health.polaris.telemetry.audit.search;

import health.polaris.telemetry.security.access.OwnedBy;
import health.polaris.telemetry.security.access.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Accesses to the data of one patient. */
@ApplicationScoped
@OwnedBy(Owner.PATIENT)
@Path("/dhos/v1/patient/{owner_id}/access")
public class PatientAccessResource extends PersonAccessResource {
    public PatientAccessResource() {
        super(Owner.PATIENT);
    }
}
