package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Admission;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;

/** Lets few exports be written at once, because each holds its connection for as long as its client reads. */
@ApplicationScoped
@Typed(ExportAdmission.class)
public class ExportAdmission extends Admission {
    @Override
    protected int places() {
        return settings.fleet().exports();
    }

    @Override
    protected String metrics() {
        return "export_";
    }
}
