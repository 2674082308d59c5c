package health.polaris.telemetry.installation;

import health.polaris.telemetry.record.StoredRecord;
import health.polaris.telemetry.security.OwnedBy;
import health.polaris.telemetry.security.Owner;
import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.Path;

/** The latest installation of one patient. */
@Dependent
@OwnedBy(Owner.PATIENT)
@Path("/dhos/v1/patient/{owner_id}/latest_installation")
public class LatestPatientInstallationResource extends LatestInstallationResource {
    @Override
    protected Class<? extends StoredRecord<?>> kind() {
        return PatientInstallation.class;
    }
}
