package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.audit.AccessEventView;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.audit.search.AccessEventQuery;
import health.polaris.telemetry.audit.search.AccessEventService;
import health.polaris.telemetry.history.VersionExportService;
import health.polaris.telemetry.history.VersionSearch;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.subject.erasure.ErasureReceipt;
import health.polaris.telemetry.subject.erasure.ErasureService;
import health.polaris.telemetry.subject.hold.HoldService;
import health.polaris.telemetry.subject.hold.HoldView;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads everything that is held about a person, as one snapshot. */
@Stateless
@TransactionAttribute(TransactionAttributeType.MANDATORY)
public class EverythingService {
    @EJB
    QueryService records;

    @EJB
    VersionExportService histories;

    @EJB
    AccessEventService accesses;

    @EJB
    HoldService holds;

    @EJB
    ErasureService erasures;

    /** Passes each {@link Entry}, in the order of the parts, to the consumer until it returns false. */
    public void forEach(SubjectRequest request, Predicate<Object> consumer) {
        records.beginSnapshot();
        Person person = request.person();
        Optional<HoldView> hold = holds.find(person);
        List<ErasureReceipt> receipts = erasures.ofPerson(person);
        Entries entries = new Entries(consumer);
        for (PersonRecords kind : request.records()) {
            passRecords(kind, person.id(), entries);
        }
        hold.ifPresent(found -> entries.pass(request.holds(), request.view(found)));
        receipts.forEach(receipt -> entries.pass(request.erasures(), ErasureNote.of(receipt)));
        if (entries.isWanted()) {
            accesses.forEach(
                    AccessEventQuery.ofAll(person),
                    event -> entries.pass(request.accesses(), request.view((AccessEventView) event)));
        }
    }

    private void passRecords(PersonRecords kind, String person, Entries entries) {
        RecordQuery<?> ofPerson = RecordQuery.ofPerson(kind.entity(), person, Optional.empty());
        if (entries.isWanted()) {
            records.forEach(List.of(ofPerson), record -> entries.pass(kind.current(), record));
        }
        if (entries.isWanted()) {
            histories.forEachKept(
                    new VersionSearch(ofPerson, kind.version()),
                    person,
                    new ChangedRecords(version -> entries.pass(kind.history(), version)));
        }
    }

    /** Passes entries to a consumer until it returns false. */
    private static final class Entries {
        private final Predicate<Object> consumer;
        private boolean wanted = true;

        Entries(Predicate<Object> consumer) {
            this.consumer = consumer;
        }

        boolean isWanted() {
            return wanted;
        }

        boolean pass(Part part, Object record) {
            wanted = wanted && consumer.test(new Entry(part, record));
            return wanted;
        }
    }
}
