package health.polaris.telemetry.installation;

import health.polaris.telemetry.security.access.OwnedBy;
import health.polaris.telemetry.security.access.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Installations of one clinician. */
@ApplicationScoped
@OwnedBy(Owner.CLINICIAN)
@Path("/dhos/v1/clinician/{owner_id}")
public class ClinicianInstallationResource
        extends InstallationResource<ClinicianInstallationFields, ClinicianInstallation> {
    public ClinicianInstallationResource() {
        super(
                ClinicianInstallation.class,
                ClinicianInstallationFields.class,
                ClinicianInstallationVersion.class,
                ClinicianInstallation::new,
                ClinicianInstallation.LATEST_FIRST);
    }
}
