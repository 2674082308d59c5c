package health.polaris.telemetry.settings;

import java.util.List;

/**
 * What follows when the service cannot start: a line in the log for each reason, and the end of the process, with status 1, which
 * whoever supervises it sees. A server would stay up without the service, and answer 404 to all that come. On a server that has other
 * things to serve only the deployment fails.
 */
public final class FailedStart {
    private static final System.Logger LOG = System.getLogger(FailedStart.class.getName());

    private FailedStart() {}

    /** Tells the reasons. Ends the process in another thread, since this one has to leave the server's deployment first. */
    public static void because(List<String> reasons) {
        reasons.forEach(reason -> LOG.log(System.Logger.Level.ERROR, "The service cannot start. {0}", reason));
        if (DedicatedJvm.isGiven()) {
            new Thread(() -> System.exit(1), "failed start").start();
        }
    }
}
