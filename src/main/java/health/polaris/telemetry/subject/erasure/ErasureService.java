package health.polaris.telemetry.subject.erasure;

import health.polaris.telemetry.audit.AccessEvent;
import health.polaris.telemetry.audit.AccessLog;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Origin;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.entity.UtcTimestamp;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.security.access.Outcome;
import health.polaris.telemetry.subject.hold.HoldService;
import io.prometheus.metrics.core.metrics.Counter;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Erases people. Each method that writes is one transaction, which also records the access. */
@Stateless
public class ErasureService {
    /** A replay hashes the ids of all people. */
    private static final String LONGER_TIMEOUT = "set local statement_timeout = '60s'";

    private static final int BATCH_SIZE = 1_000;

    private static final Counter ERASURES = Counter.builder()
            .name("erasures_total")
            .help("Erasures of people, by mode and outcome: erased, repeated, or held, which is rejected")
            .labelNames("mode", "outcome")
            .register();

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    @PersistenceContext(unitName = "fleet")
    EntityManager fleet;

    @EJB
    AccessLog accesses;

    @EJB
    HoldService holds;

    @EJB
    PersonErasure sql;

    /**
     * Erases or anonymises a person, and rejects later records of this person.
     *
     * @throws ProblemException with 409 if the person is under legal hold
     */
    public ErasureReceipt erase(Person person, ErasureRequest request, Origin origin) {
        sql.lockOutWriters();
        if (holds.isHeld(person)) {
            ERASURES.labelValues(request.mode(), "held").inc();
            throw ProblemException.conflict("This person is under legal hold. Release the hold first.");
        }
        Erasure erasure = new Erasure(
                person.kind(), sql.hash(person), request, origin.caller(), sql.erase(person, request.mode()));
        entities.persist(erasure);
        ErasureReceipt receipt = erasure.receipt(null);
        record(receipt.id(), receipt.counts(), origin);
        ERASURES.labelValues(receipt.mode(), "erased").inc();
        return receipt;
    }

    /**
     * Allows an erased person to have records again. Returns whether the person was erased.
     */
    public boolean end(Person person, Origin origin) {
        List<Erasure> erasures = entities.createNamedQuery("Erasure.notEnded", Erasure.class)
                .setParameter("hash", sql.hash(person))
                .getResultList();
        for (Erasure erasure : erasures) {
            entities.persist(new ErasureEnd(erasure.id(), UtcTimestamp.now(), origin.caller()));
            record(erasure.id(), Map.of(), origin);
        }
        return !erasures.isEmpty();
    }

    /** Passes all receipts to the consumer until it returns false, oldest first, in batches. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void forEach(Predicate<Object> consumer) {
        UUID after = new UUID(0, 0);
        List<ErasureReceipt> batch;
        do {
            batch = receipts(after);
            fleet.clear();
            after = batch.isEmpty() ? after : batch.get(batch.size() - 1).id();
        } while (batch.stream().allMatch(consumer) && batch.size() == BATCH_SIZE);
    }

    private List<ErasureReceipt> receipts(UUID after) {
        return receipts(fleet.createNamedQuery("Erasure.inOrder", Object[].class)
                .setParameter("after", after)
                .setMaxResults(BATCH_SIZE));
    }

    /** Returns the receipts of one person, newest first, in the transaction of an export. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public List<ErasureReceipt> ofPerson(Person person) {
        return receipts(fleet.createNamedQuery("Erasure.ofPerson", Object[].class)
                .setParameter("kind", person.kind())
                .setParameter("id", person.id()));
    }

    private static List<ErasureReceipt> receipts(TypedQuery<Object[]> erasuresWithEnds) {
        return erasuresWithEnds
                .getResultStream()
                .map(row -> ((Erasure) row[0]).receipt(row[1] == null ? null : ((ErasureEnd) row[1]).time()))
                .toList();
    }

    /** Stores receipts that this database does not have, so that the people are rejected from now on. */
    public int store(List<ErasureReceipt> receipts, Origin origin) {
        sql.lockOutWriters();
        List<ErasureReceipt> unknown = receipts.stream()
                .filter(receipt -> entities.find(Erasure.class, receipt.id()) == null)
                .toList();
        for (ErasureReceipt receipt : unknown) {
            entities.persist(new Erasure(receipt));
            if (receipt.ended() != null) {
                entities.persist(new ErasureEnd(receipt.id(), receipt.ended(), origin.caller()));
            }
        }
        return unknown.size();
    }

    /**
     * Erases the people of receipts again, for example after a backup was restored. Data that were created after an ended
     * erasure stay. People under legal hold are not erased.
     */
    public ReplayResult replay(List<ErasureReceipt> receipts, Origin origin) {
        entities.createNativeQuery(LONGER_TIMEOUT).executeUpdate();
        Map<String, ErasureReceipt> lastByHash = receipts.stream()
                .collect(Collectors.toMap(
                        ErasureReceipt::personHash,
                        receipt -> receipt,
                        (one, other) -> one.time().isAfter(other.time()) ? one : other));
        long erased = 0;
        long held = 0;
        for (Map.Entry<String, Person> found : sql.find(lastByHash.keySet()).entrySet()) {
            ErasureReceipt receipt = lastByHash.get(found.getKey());
            if (holds.isHeld(found.getValue())) {
                ERASURES.labelValues(receipt.mode(), "held").inc();
                held++;
                continue;
            }
            Map<String, Long> counts = sql.erase(found.getValue(), receipt);
            record(receipt.id(), counts, origin);
            ERASURES.labelValues(receipt.mode(), "repeated").inc();
            erased++;
        }
        return new ReplayResult(receipts.size(), erased, held);
    }

    private void record(UUID erasure, Map<String, Long> counts, Origin origin) {
        accesses.record(new AccessEvent(
                origin,
                Action.ERASE,
                Optional.empty(),
                "/dhos/v1/erasure/" + erasure,
                Optional.of(counts.values().stream().mapToLong(Long::longValue).sum()),
                Outcome.ALLOWED));
    }
}
