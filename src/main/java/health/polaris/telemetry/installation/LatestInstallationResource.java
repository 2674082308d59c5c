package health.polaris.telemetry.installation;

import health.polaris.telemetry.record.PathId;
import health.polaris.telemetry.record.RecordService;
import health.polaris.telemetry.record.StoredRecord;
import health.polaris.telemetry.security.Allow;
import health.polaris.telemetry.security.Right;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PathParam;
import java.util.Map;

/** The installation that a person started to use last; an empty object when there is none. */
public abstract class LatestInstallationResource {
    @Inject
    RecordService records;

    protected abstract Class<? extends StoredRecord<?>> kind();

    @GET
    @Allow({Right.READ_ALL, Right.READ_OWN})
    public Object latest(@PathParam("owner_id") PathId owner) {
        return latest(kind(), owner);
    }

    private <F, R extends StoredRecord<F>> Object latest(Class<? extends StoredRecord<?>> kind, PathId owner) {
        @SuppressWarnings("unchecked")
        Class<R> exact = (Class<R>) kind;
        return records.latest(exact, owner.value()).<Object>map(view -> view).orElse(Map.of());
    }
}
