package health.polaris.telemetry.operations;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/** Deletes the data of all people. */
@Stateless
public class DropDataService {
    private static final String TABLES = "mobile, desktop, blood_glucose_meter, idempotency_key, adoption_day";

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /** Truncates all tables in one transaction. Always true, because {@code Admission} takes calls with a result. */
    public boolean truncate() {
        entities.createNativeQuery("truncate " + TABLES).executeUpdate();
        return true;
    }
}
