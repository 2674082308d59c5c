package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.DenialReason;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;

/** Logs and counts denied requests by reason. Never logs the token or its owner. */
@ApplicationScoped
public class DenialLog {
    private static final System.Logger LOG = System.getLogger(DenialLog.class.getName());

    private static final Counter DENIALS = Counter.builder()
            .name("token_refusals_total")
            .help("Requests denied because of their token or the lack of one, by reason")
            .labelNames("reason")
            .register();

    void denied(DenialReason reason) {
        LOG.log(System.Logger.Level.INFO, "A request was denied: {0}", reason.label());
        DENIALS.labelValues(reason.label()).inc();
    }
}
