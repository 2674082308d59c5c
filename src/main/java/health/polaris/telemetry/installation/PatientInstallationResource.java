package health.polaris.telemetry.installation;

import health.polaris.telemetry.security.access.OwnedBy;
import health.polaris.telemetry.security.access.Owner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Installations of one patient. */
@ApplicationScoped
@OwnedBy(Owner.PATIENT)
@Path("/dhos/v1/patient/{owner_id}")
public class PatientInstallationResource extends InstallationResource<PatientInstallationFields, PatientInstallation> {
    public PatientInstallationResource() {
        super(
                PatientInstallation.class,
                PatientInstallationFields.class,
                PatientInstallationVersion.class,
                PatientInstallation::new,
                PatientInstallation.LATEST_FIRST);
    }
}
