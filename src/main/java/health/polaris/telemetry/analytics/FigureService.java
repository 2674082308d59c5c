package health.polaris.telemetry.analytics;

import health.polaris.telemetry.query.Sql;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Runs SQL for figures about all records. */
@Stateless
public class FigureService {
    @PersistenceContext(unitName = "fleet")
    EntityManager entities;

    /** Returns the rows of a statement, which must select at least two columns. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    @SuppressWarnings("unchecked") // a row of several columns is an array (Jakarta Persistence 3.1, 3.10.16.1)
    public List<Object[]> rows(Sql statement) {
        return statement.query(entities::createNativeQuery).getResultList();
    }
}
