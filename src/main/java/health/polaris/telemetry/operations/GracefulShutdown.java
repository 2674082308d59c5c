package health.polaris.telemetry.operations;

import health.polaris.telemetry.progress.StopSignal;
import health.polaris.telemetry.settings.DedicatedJvm;
import health.polaris.telemetry.settings.Settings;
import health.polaris.telemetry.settings.Shutdown;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Graceful shutdown on SIGTERM of a dedicated process. Readiness fails at once, requests are accepted until load balancers
 * have noticed, requests in progress are completed, and the process ends with status 0. On a shared server the signal is for
 * the server and all of its applications.
 *
 * <p>It handles the signal itself: the servers close their ports as soon as the JVM shuts down, and a shutdown hook would run
 * concurrently with theirs.
 */
@ApplicationScoped
public class GracefulShutdown {
    private static final System.Logger LOG = System.getLogger(GracefulShutdown.class.getName());
    private static final long POLL_INTERVAL_MILLIS = 50;

    @Inject
    Settings settings;

    private final TerminationSignal termination = new TerminationSignal(() -> new Thread(this::stop, "stop").start());

    void listen(@Observes @Initialized(ApplicationScoped.class) Object start) {
        if (DedicatedJvm.isDeclared()) {
            termination.handle();
        }
    }

    /** Restores the default handler if the application is undeployed from a server that continues. */
    @PreDestroy
    void restoreSignal() {
        if (DedicatedJvm.isDeclared() && !StopSignal.isGiven()) {
            termination.restore();
        }
    }

    private void stop() {
        if (StopSignal.isGiven()) {
            return;
        }
        StopSignal.give();
        Shutdown shutdown = settings.shutdown();
        LOG.log(
                System.Logger.Level.INFO,
                "Stopping: accepting requests for {0} s more, then waiting up to {1} s for requests in progress.",
                shutdown.delay().toSeconds(),
                shutdown.limit().toSeconds());
        waitFor(shutdown.delay(), () -> false);
        LOG.log(System.Logger.Level.INFO, "Waiting for {0} requests in progress.", RequestsInProgress.count());
        waitFor(shutdown.limit(), () -> RequestsInProgress.count() == 0);
        LOG.log(System.Logger.Level.INFO, "Stopping with {0} requests in progress.", RequestsInProgress.count());
        System.exit(0);
    }

    private static void waitFor(Duration limit, BooleanSupplier done) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline && !done.getAsBoolean()) {
            try {
                Thread.sleep(POLL_INTERVAL_MILLIS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
