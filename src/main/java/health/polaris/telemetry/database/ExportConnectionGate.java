package health.polaris.telemetry.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;

/** Limits concurrent exports, because each holds a connection for as long as its client reads. */
@ApplicationScoped
@Typed(ExportConnectionGate.class)
public class ExportConnectionGate extends ConnectionGate {
    @Override
    protected int size() {
        return settings.fleet().exports();
    }

    @Override
    protected String metricPrefix() {
        return "export_";
    }
}
