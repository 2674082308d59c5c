package health.polaris.telemetry.settings;

/**
 * What the start scripts declare about the process: whether it runs one copy of this service and nothing else. The service then
 * owns its exit status and its reaction to SIGTERM; on a shared server they belong to the server.
 */
public final class DedicatedJvm {
    private static final String ALONE = "health.polaris.telemetry.alone";
    private static final String STANDARD_OUTPUT = "health.polaris.telemetry.stdout";

    private DedicatedJvm() {}

    public static boolean isDeclared() {
        return Boolean.getBoolean(ALONE);
    }

    /** Whether something reads the standard output. A domain of Payara Server loses it, and has a log file instead. */
    public static boolean hasStandardOutput() {
        return Boolean.getBoolean(STANDARD_OUTPUT);
    }
}
