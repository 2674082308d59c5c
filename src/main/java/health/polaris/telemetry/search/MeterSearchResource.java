package health.polaris.telemetry.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Blood glucose meters of all patients. */
@ApplicationScoped
@Path("/dhos/v1/blood_glucose_meter")
public class MeterSearchResource extends SearchResource {
    public MeterSearchResource() {
        super(Searchable.METER);
    }

    @Override
    String fileName() {
        return "blood_glucose_meters";
    }
}
