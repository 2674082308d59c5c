package health.polaris.telemetry.fleet;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** The data of all people. */
@Stateless
public class AllData {
    private static final String TABLES = "mobile, desktop, blood_glucose_meter, idempotency_key, adoption_day";

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /** Empties all tables or none, in a moment however many rows they have. True, since a call must have a result. */
    public boolean truncate() {
        entities.createNativeQuery("truncate " + TABLES).executeUpdate();
        return true;
    }
}
