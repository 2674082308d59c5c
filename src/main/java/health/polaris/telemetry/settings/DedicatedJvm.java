package health.polaris.telemetry.settings;

/**
 * Declarations of the start scripts about the process, such as that it runs one copy of this service and nothing else.
 * The service then decides its exit status and its reaction to SIGTERM; on a shared server the server does.
 */
public final class DedicatedJvm {
    private static final String ALONE = "health.polaris.telemetry.alone";
    private static final String STANDARD_OUTPUT = "health.polaris.telemetry.stdout";

    private DedicatedJvm() {}

    public static boolean isDeclared() {
        return Boolean.getBoolean(ALONE);
    }

    /**
     * Whether something reads the standard output. A domain of Payara Server discards it, and writes a log file
     * instead.
     */
    public static boolean hasStandardOutput() {
        return Boolean.getBoolean(STANDARD_OUTPUT);
    }
}
