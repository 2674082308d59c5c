package health.polaris.telemetry.operations;

import health.polaris.telemetry.audit.AccessEvent;
import health.polaris.telemetry.audit.AccessLog;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Origin;
import health.polaris.telemetry.security.access.Outcome;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Deletes all records. */
@Stateless
public class DropDataService {
    private static final String TABLES = "mobile, desktop, blood_glucose_meter, idempotency_key, adoption_day,"
            + " legal_hold, erasure, erasure_end";

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @EJB
    AccessLog accesses;

    /**
     * Truncates the tables and records that, in one transaction. Keeps access events, and the table {@code
     * adoption_observation}, so that completed days are not counted again. They then have no people. Returns true, because
     * {@code ConnectionGate} expects a result.
     */
    public boolean truncate(Origin origin) {
        entities.createNativeQuery("truncate " + TABLES).executeUpdate();
        accesses.record(
                new AccessEvent(origin, Action.DROP_DATA, Optional.empty(), TABLES, Optional.of(0L), Outcome.ALLOWED));
        return true;
    }
}
