package health.polaris.telemetry.subject.erasure;

import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.security.access.Owner;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The SQL of erasures. All statements run in the transaction of the caller. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class PersonErasure {
    private static final LocalDateTime END_OF_TIME = LocalDateTime.of(9999, 1, 1, 0, 0);

    private static final Map<Owner, String> PEOPLE = Map.of(
            Owner.PATIENT,
            "select patient_id as id from mobile union select patient_id from blood_glucose_meter where octet_length(patient_id) <= 256",
            Owner.CLINICIAN,
            "select distinct clinician_id as id from desktop");

    @PersistenceContext(unitName = "telemetry")
    EntityManager entities;

    /**
     * Waits until concurrent writes are complete, and lets later ones wait, so that none is missed. A weaker lock would not wait
     * for changes that have only locked their row yet, and would deadlock with them.
     */
    public void lockOutWriters() {
        entities.createNativeQuery("lock table mobile, desktop, blood_glucose_meter, legal_hold in exclusive mode")
                .executeUpdate();
    }

    /** The salted hash of a person. */
    public byte[] hash(Person person) {
        return (byte[]) entities.createNativeQuery("select person_hash(?1, ?2)")
                .setParameter(1, person.kind())
                .setParameter(2, person.id())
                .getSingleResult();
    }

    /** Erases all data of a person in a mode of {@link ErasureRequest}. Returns the number of rows by table. */
    public Map<String, Long> erase(Person person, String mode) {
        return erase(person, mode, END_OF_TIME);
    }

    /** Repeats an erasure; an ended one without the data that were created after it. */
    public Map<String, Long> erase(Person person, ErasureReceipt receipt) {
        return erase(
                person,
                receipt.mode(),
                receipt.ended() == null
                        ? END_OF_TIME
                        : receipt.time().withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    private Map<String, Long> erase(Person person, String mode, LocalDateTime createdBefore) {
        String function = mode.equals(ErasureRequest.ERASE) ? "erase_person" : "anonymise_person";
        List<?> rows = entities.createNativeQuery(
                        "select table_name, number from " + function + "(?1, ?2, cast(?3 as timestamp))")
                .setParameter(1, person.kind())
                .setParameter(2, person.id())
                .setParameter(3, createdBefore)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .collect(Collectors.toMap(row -> (String) row[0], row -> ((Number) row[1]).longValue()));
    }

    /** Finds the people with records whose hash is one of these. */
    public Map<String, Person> find(Set<String> hashes) {
        Map<String, Person> found = new LinkedHashMap<>();
        PEOPLE.forEach((kind, people) -> rows(kind, people, hashes)
                .forEach(row -> found.put((String) row[0], Person.of(kind, (String) row[1]))));
        return found;
    }

    @SuppressWarnings("unchecked") // a row of several results is an array (Jakarta Persistence 3.1, 3.10.16.1)
    private List<Object[]> rows(Owner kind, String people, Set<String> hashes) {
        return entities.createNativeQuery(
                        "select h.hash, h.id from (select p.id, encode(person_hash(?1, p.id), 'hex') as hash"
                                + " from (" + people + ") p) h where h.hash = any(string_to_array(?2, ','))")
                .setParameter(1, kind.label())
                .setParameter(2, String.join(",", hashes))
                .getResultList();
    }
}
