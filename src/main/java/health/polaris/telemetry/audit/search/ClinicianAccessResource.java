package health.polaris.telemetry.audit.search;

import health.polaris.telemetry.security.access.OwnedBy;
import health.polaris.telemetry.security.access.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Accesses to the data of one clinician. */
@ApplicationScoped
@OwnedBy(Owner.CLINICIAN)
@Path("/dhos/v1/clinician/{owner_id}/access")
public class ClinicianAccessResource extends PersonAccessResource {
    public ClinicianAccessResource() {
        super(Owner.CLINICIAN);
    }
}
