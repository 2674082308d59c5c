package health.polaris.telemetry.security;

/** A token that is not trusted, and why. It has no stack trace, because it tells of the client's fault and not of ours. */
class UntrustedToken extends Exception {
    private final Distrust reason;

    UntrustedToken(Distrust reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    Distrust reason() {
        return reason;
    }
}
