package health.polaris.telemetry.local;

/**
 * Something on this machine keeps the service from running. The message says what it is and what to do, in words for the
 * person at the keyboard, who is shown it without a stack trace.
 */
public final class LocalFailure extends RuntimeException {
    public LocalFailure(String message) {
        super(message);
    }

    public LocalFailure(String message, Exception cause) {
        super(message, cause);
    }
}
