package health.polaris.telemetry.fleet;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Installations of all patients and clinicians. */
@ApplicationScoped
@Path("/dhos/v1/installation")
public class InstallationSearchResource extends SearchResource {
    public InstallationSearchResource() {
        super(Kind.PATIENT, Kind.CLINICIAN);
    }

    @Override
    String fileName() {
        return "installations";
    }
}
