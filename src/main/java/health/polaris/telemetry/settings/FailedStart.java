package health.polaris.telemetry.settings;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Handles a failed start: logs each reason and, in a dedicated process, exits with status 1 so that a supervisor notices. The
 * server would otherwise stay up and answer 404. On a shared server only the deployment fails.
 */
public final class FailedStart {
    private static final System.Logger LOG = System.getLogger(FailedStart.class.getName());

    private static final int SECONDS_TO_EXIT = 15;

    private FailedStart() {}

    /**
     * Logs the reasons. Exits on another thread, because the deployment must return first. Halts the JVM after a while,
     * because a domain of Payara Server that is still starting does not complete its shutdown.
     */
    public static void report(List<String> reasons) {
        reasons.forEach(reason -> LOG.log(System.Logger.Level.ERROR, "The service cannot start. {0}", reason));
        if (DedicatedJvm.isDeclared()) {
            new Thread(() -> System.exit(1), "failed start").start();
            CompletableFuture.delayedExecutor(SECONDS_TO_EXIT, TimeUnit.SECONDS)
                    .execute(() -> Runtime.getRuntime().halt(1));
        }
    }
}
