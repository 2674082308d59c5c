package health.polaris.telemetry.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;

/** Lets few exports be written at once, because each holds its connection for as long as its client reads. */
@ApplicationScoped
@Typed(ExportConnectionGate.class)
public class ExportConnectionGate extends ConnectionGate {
    @Override
    protected int places() {
        return settings.fleet().exports();
    }

    @Override
    protected String metrics() {
        return "export_";
    }
}
