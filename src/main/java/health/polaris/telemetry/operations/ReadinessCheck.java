package health.polaris.telemetry.operations;

import health.polaris.telemetry.progress.LongTask;
import health.polaris.telemetry.progress.StopSignal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Readiness: the database responds, its schema is compatible, and the node is not stopping. */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {
    private static final String STOPPING = "This node is stopping.";

    @Inject
    DatabaseCheck database;

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("ready");
        String work = LongTask.running();
        if (!work.isEmpty()) {
            response.withData("work", work);
        }
        String fault = StopSignal.isGiven() ? STOPPING : databaseFault(response);
        return response.withData("reason", fault.isEmpty() ? "All is well." : fault)
                .status(fault.isEmpty())
                .build();
    }

    private String databaseFault(HealthCheckResponseBuilder response) {
        try {
            DatabaseState state = database.state();
            if (!state.warning().isEmpty()) {
                response.withData("warning", state.warning());
            }
            return state.fault();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return STOPPING;
        }
    }
}
