package health.polaris.telemetry.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Installations of all patients and clinicians. */
@ApplicationScoped
@Path("/dhos/v1/installation")
public class InstallationSearchResource extends SearchResource {
    public InstallationSearchResource() {
        super(Searchable.PATIENT, Searchable.CLINICIAN);
    }

    @Override
    String fileName() {
        return "installations";
    }
}
