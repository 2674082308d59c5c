package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.DenialReason;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells operators who was not let in, and why: a line each, and a count by reason. Never the token, nor whose it is. */
@ApplicationScoped
public class AccessLog {
    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());

    private static final Counter REFUSALS = Counter.builder()
            .name("token_refusals_total")
            .help("Requests refused for their token or the lack of one, by reason")
            .labelNames("reason")
            .register();

    void refused(DenialReason reason) {
        LOG.log(System.Logger.Level.INFO, "A request was refused: {0}", reason.label());
        REFUSALS.labelValues(reason.label()).inc();
    }
}
