package health.polaris.telemetry.operations;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether this node can serve requests: its database answers, the schema is of its version or later, and it is not stopping. */
@Readiness
@ApplicationScoped
public class ReadinessCheck implements HealthCheck {
    private static final String STOPPING = "This node is stopping.";

    @Inject
    DatabaseCheck database;

    @Override
    public HealthCheckResponse call() {
        String fault = GracefulShutdown.isUnderWay() ? STOPPING : fault();
        return HealthCheckResponse.named("ready")
                .withData("reason", fault.isEmpty() ? "All is well." : fault)
                .status(fault.isEmpty())
                .build();
    }

    private String fault() {
        try {
            return database.state().fault();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return STOPPING;
        }
    }
}
