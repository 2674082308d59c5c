package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Admission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;

/** Lets no more questions about the fleet be answered at once than there are connections for them. */
@ApplicationScoped
@Typed(FleetAdmission.class)
public class FleetAdmission extends Admission {
    @Override
    protected int places() {
        return settings.fleet().connections();
    }

    @Override
    protected String metrics() {
        return "fleet_";
    }
}
