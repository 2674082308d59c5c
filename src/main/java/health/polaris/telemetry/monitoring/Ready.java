package health.polaris.telemetry.monitoring;

import health.polaris.telemetry.schema.Migration;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether this node is to be sent requests: the database answers within a second, its schema is the one of this version, and
 * the node is not stopping. The question is asked on a thread of its own, and by one at a time, so that a silent database
 * holds neither the threads of probes nor more than one connection.
 */
@Readiness
@ApplicationScoped
public class Ready implements HealthCheck {
    private static final System.Logger LOG = System.getLogger(Ready.class.getName());
    private static final long PATIENCE_MILLIS = 1_000;

    @Inject
    Migration migration;

    @Resource
    ManagedExecutorService executor;

    private CompletableFuture<String> asked = CompletableFuture.completedFuture("");

    @Override
    public HealthCheckResponse call() {
        String fault = Stop.isUnderWay() ? "This node is stopping." : fault();
        return HealthCheckResponse.named("ready")
                .withData("reason", fault.isEmpty() ? "All is well." : fault)
                .status(fault.isEmpty())
                .build();
    }

    private String fault() {
        try {
            return question().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException silence) {
            return "The database does not answer.";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "This node is stopping.";
        } catch (ExecutionException failed) {
            LOG.log(System.Logger.Level.WARNING, "The readiness check failed", failed.getCause());
            return "The check failed. The log of the service has the reason.";
        }
    }

    /** The question that is still open, or else a new one. */
    private synchronized CompletableFuture<String> question() {
        if (asked.isDone()) {
            asked = CompletableFuture.supplyAsync(this::ask, executor);
        }
        return asked;
    }

    private String ask() {
        try {
            String found = migration.version();
            return migration.suits(found) ? "" : "The schema is at version " + found + ", which is too old.";
        } catch (SQLException away) {
            LOG.log(System.Logger.Level.WARNING, "The database cannot be reached: {0}", away.toString());
            return "The database cannot be reached.";
        }
    }
}
