package health.polaris.telemetry.operations;

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
 * Stops this node without cutting a request off when the process gets SIGTERM: readiness goes down at once, requests are
 * answered on until load balancers have noticed, those in progress are waited for, and the process ends with status 0.
 *
 * <p>By the signal, because the servers close their ports as soon as the Java machine begins to shut down, and a shutdown
 * hook of ours would run beside theirs.
 */
@ApplicationScoped
public class GracefulShutdown {
    private static final System.Logger LOG = System.getLogger(GracefulShutdown.class.getName());
    private static final long PAUSE_MILLIS = 50;

    /** Static, because a filter asks for it at each request. */
    private static volatile boolean underWay;

    @Inject
    Settings settings;

    private final TerminationSignal termination = new TerminationSignal(() -> new Thread(this::stop, "stop").start());

    /** Whether this node has been told to stop. */
    static boolean isUnderWay() {
        return underWay;
    }

    void listen(@Observes @Initialized(ApplicationScoped.class) Object start) {
        termination.handle();
    }

    /** The application may be undeployed while the server stays. */
    @PreDestroy
    void leave() {
        if (!underWay) {
            termination.leave();
        }
    }

    private void stop() {
        if (underWay) {
            return;
        }
        underWay = true;
        Shutdown shutdown = settings.shutdown();
        LOG.log(
                System.Logger.Level.INFO,
                "Stopping: requests are taken for {0} s more, and those in progress then have {1} s.",
                shutdown.delay().toSeconds(),
                shutdown.limit().toSeconds());
        waitFor(shutdown.delay(), () -> false);
        LOG.log(System.Logger.Level.INFO, "Waiting for {0} requests in progress.", RequestsInProgress.now());
        waitFor(shutdown.limit(), () -> RequestsInProgress.now() == 0);
        LOG.log(System.Logger.Level.INFO, "Stopping with {0} requests in progress.", RequestsInProgress.now());
        System.exit(0);
    }

    private static void waitFor(Duration longest, BooleanSupplier end) {
        long latest = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < latest && !end.getAsBoolean()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
