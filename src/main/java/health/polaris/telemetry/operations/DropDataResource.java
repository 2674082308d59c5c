package health.polaris.telemetry.operations;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.audit.CurrentOrigin;
import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import health.polaris.telemetry.settings.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Empties the tables of a test system; ALLOW_DROP_DATA cannot be true in production. */
@ApplicationScoped
@Path("/drop_data")
public class DropDataResource {
    @EJB
    DropDataService data;

    @Inject
    ConnectionGate gate;

    @Inject
    CurrentOrigin caller;

    @Inject
    Settings settings;

    @POST
    @Allow(Right.SYSTEM)
    @Audited(value = Action.DROP_DATA, byService = true)
    public Map<String, Object> dropData() {
        if (!settings.allowDropData()) {
            throw ProblemException.forbidden("Data cannot be dropped here: ALLOW_DROP_DATA is not true.");
        }
        Instant start = Instant.now();
        gate.call(() -> data.truncate(caller.origin()));
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        return Map.of("complete", true, "time_taken", String.format(Locale.ROOT, "%.3fs", seconds));
    }
}
