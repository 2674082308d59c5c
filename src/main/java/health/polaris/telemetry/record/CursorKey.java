package health.polaris.telemetry.record;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;

/**
 * The secret of all nodes, by which they know their cursors again. The database made it up, so that no operator has to.
 * Another in its place ends all cursors that are out, once the nodes are restarted.
 */
@Stateless
public class CursorKey {
    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /** Asks the database. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public byte[] read() {
        return entities.createNativeQuery("select secret from page_key")
                .getSingleResult()
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
