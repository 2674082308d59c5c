package health.polaris.telemetry.query;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.function.Function;

/** Runs queries about the fleet on a connection for the records of single persons. */
@Stateless
public class PrimaryQueryService {
    /** PostgreSQL ends the query before the connection times out, and may scan tables as for other queries about the fleet. */
    private static final String OPTIONS =
            "select set_config('statement_timeout', current_setting('lock_timeout'), true),"
                    + " set_config('enable_bitmapscan', 'on', true)";

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /** Runs a query in a transaction of its own. */
    public <T> T run(Function<EntityManager, T> query) {
        entities.createNativeQuery(OPTIONS).getSingleResult();
        return query.apply(entities);
    }
}
