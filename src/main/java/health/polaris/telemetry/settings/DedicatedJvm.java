package health.polaris.telemetry.settings;

/**
 * Whether the process of the server is there for this service only, as the start scripts say. Its exit status and its standard
 * output are the service's then. On a server that has other things to serve both belong to the server.
 */
public final class DedicatedJvm {
    private static final String ALONE = "health.polaris.telemetry.alone";

    private DedicatedJvm() {}

    /** What the system property {@value #ALONE} says. */
    public static boolean isGiven() {
        return Boolean.getBoolean(ALONE);
    }
}
