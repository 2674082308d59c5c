package health.polaris.telemetry.local;

/**
 * A problem of the local machine that keeps the service from running. The message names the problem and its solution;
 * users see it without a stack trace.
 */
public final class LocalFailure extends RuntimeException {
    public LocalFailure(String message) {
        super(message);
    }

    public LocalFailure(String message, Exception cause) {
        super(message, cause);
    }
}
