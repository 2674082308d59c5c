package health.polaris.telemetry.subject.hold;

import health.polaris.telemetry.audit.AccessEvent;
import health.polaris.telemetry.audit.AccessLog;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Origin;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.security.access.Outcome;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Holds people, which protects their data from erasure. Each method is one transaction, which also records the access. */
@Stateless
public class HoldService {
    private static final String PATH = "/dhos/v1/%s/{owner_id}/hold";

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @PersistenceContext(unitName = "fleet")
    EntityManager fleet;

    @EJB
    AccessLog accesses;

    /** Holds a person. The reason replaces that of an earlier hold. */
    public HoldView hold(Person person, String reason, Origin origin) {
        record(person, Action.HOLD, origin);
        return entities.merge(new LegalHold(person, reason, origin.caller())).view();
    }

    /** Releases a person. Returns whether the person was held. */
    public boolean release(Person person, Origin origin) {
        LegalHold hold = entities.find(LegalHold.class, new PersonKey(person));
        if (hold == null) {
            return false;
        }
        entities.remove(hold);
        record(person, Action.RELEASE, origin);
        return true;
    }

    /** Whether a person is under legal hold. */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public boolean isHeld(Person person) {
        return entities.find(LegalHold.class, new PersonKey(person)) != null;
    }

    /** Finds the hold of a person, in the transaction of an export. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public Optional<HoldView> find(Person person) {
        return Optional.ofNullable(fleet.find(LegalHold.class, new PersonKey(person)))
                .map(LegalHold::view);
    }

    private void record(Person person, Action action, Origin origin) {
        String path = PATH.formatted(person.kind());
        accesses.record(new AccessEvent(origin, action, Optional.of(person), path, Optional.of(0L), Outcome.ALLOWED));
    }
}
