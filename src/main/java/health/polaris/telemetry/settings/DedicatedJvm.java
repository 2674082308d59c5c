package health.polaris.telemetry.settings;

/**
 * Whether the process runs this service only, as the start scripts declare. The service then owns its exit status and standard
 * output; on a shared server they belong to the server.
 */
public final class DedicatedJvm {
    private static final String PROPERTY = "health.polaris.telemetry.alone";

    private DedicatedJvm() {}

    public static boolean isDeclared() {
        return Boolean.getBoolean(PROPERTY);
    }
}
