package health.polaris.telemetry.operations;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Deletes all records. */
@Stateless
public class DropDataService {
    private static final String TABLES = "mobile, desktop, blood_glucose_meter, idempotency_key, adoption_day";

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /**
     * Truncates the tables in one transaction. Keeps the table {@code adoption_observation}, so that completed days are
     * not counted again. They then have no people. Returns true, because {@code ConnectionGate} expects a result.
     */
    public boolean truncate() {
        entities.createNativeQuery("truncate " + TABLES).executeUpdate();
        return true;
    }
}
