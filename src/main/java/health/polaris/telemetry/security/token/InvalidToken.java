package health.polaris.telemetry.security.token;

/** A token that is not trusted, and why. It has no stack trace, because it tells of the client's fault and not of ours. */
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
