package health.polaris.telemetry.security.token;

/** A rejected token. Has no stack trace, because the error is the client's. */
public class InvalidToken extends Exception {
    private final DenialReason reason;

    public InvalidToken(DenialReason reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    public DenialReason reason() {
        return reason;
    }
}
