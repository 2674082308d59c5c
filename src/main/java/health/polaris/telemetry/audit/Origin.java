package health.polaris.telemetry.audit;

/**
 * Where a request comes from.
 *
 * @param requestId the {@code X-Request-ID}
 * @param caller the name of the caller, as in {@code created_by}
 * @param subject the {@code sub} of the token; empty without one
 * @param issuer the issuer of the token
 * @param client the {@code X-Client}; empty without one
 */
public record Origin(String requestId, String caller, String subject, String issuer, String client) {
    /** The origin of work that no request has started. */
    public static Origin ofJob(String name) {
        return new Origin("", name, "", "", "");
    }
}
