package health.polaris.telemetry.fhir;

import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** The address of the FHIR interface, to which the addresses of resources are relative. */
@ApplicationScoped
public class FhirAddress {
    @Inject
    Settings settings;

    /** The address without a slash at its end: the configured one, or the one that this request was sent to. */
    public String base(UriInfo uri) {
        return settings.fhir()
                .address()
                .map(URI::toString)
                .orElseGet(() -> uri.getBaseUri() + "fhir")
                .replaceAll("/+$", "");
    }
}
