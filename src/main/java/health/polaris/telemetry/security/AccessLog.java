package health.polaris.telemetry.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/** Tells operators who was not let in, and why: a line each, and a count by reason. Never the token, nor whose it is. */
@ApplicationScoped
public class AccessLog {
    private static final System.Logger LOG = System.getLogger(AccessLog.class.getName());

    @Inject
    MetricRegistry metrics;

    void refused(Distrust reason) {
        LOG.log(System.Logger.Level.INFO, "A request was refused: {0}", reason.label());
        metrics.counter("token_refusals", new Tag("reason", reason.label())).inc();
    }
}
