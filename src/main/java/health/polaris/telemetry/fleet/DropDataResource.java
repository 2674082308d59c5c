package health.polaris.telemetry.fleet;

import health.polaris.telemetry.http.Refusal;
import health.polaris.telemetry.record.Admission;
import health.polaris.telemetry.security.Allow;
import health.polaris.telemetry.security.Right;
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

/** Empties all tables of a test system. ALLOW_DROP_DATA cannot be true in production. */
@ApplicationScoped
@Path("/drop_data")
public class DropDataResource {
    @EJB
    AllData data;

    @Inject
    Admission admission;

    @Inject
    Settings settings;

    @POST
    @Allow(Right.SYSTEM)
    public Map<String, Object> dropData() {
        if (!settings.allowDropData()) {
            throw Refusal.forbidden("Data cannot be dropped here: ALLOW_DROP_DATA is not true.");
        }
        Instant start = Instant.now();
        admission.to(data::truncate);
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
        return Map.of("complete", true, "time_taken", String.format(Locale.ROOT, "%.3fs", seconds));
    }
}
