package health.polaris.telemetry.contract;

/** How many requests the service says that it refused, by reason. */
final class Refusals {
    private Refusals() {}

    /** Since the start of the service. */
    static int of(String reason) {
        return Figures.of(Client.nobody())
                .find("token_refusals_total{reason=\"" + reason + "\"}")
                .orElse(0.0)
                .intValue();
    }
}
