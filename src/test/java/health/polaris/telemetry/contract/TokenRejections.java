package health.polaris.telemetry.contract;

/** The service's count of rejected tokens by reason. */
final class TokenRejections {
    private TokenRejections() {}

    /** The count since the start of the service. */
    static int of(String reason) {
        return MetricsText.of(Client.anonymous())
                .find("token_refusals_total{reason=\"" + reason + "\"}")
                .orElse(0.0)
                .intValue();
    }
}
