package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.audit.AccessEventView;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.security.access.Owner;
import health.polaris.telemetry.subject.hold.HoldView;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request for everything that is held about a person.
 *
 * @param own whether it is the person's own
 */
public record SubjectRequest(Owner kind, String id, boolean own) {
    static final String DESCRIPTION = "Everything that this service holds about one person."
            + " Not included, because it has no id of a person: counts of people per version and day, and hashes of"
            + " Idempotency-Key headers, which are kept for 24 hours."
            + " Not included, because it is outside of the database: logs and backups.";

    private static final Part ERASURES = part(
            "erasures",
            "Proofs that data of this person were erased or anonymised. They are stored with a salted hash instead of the"
                    + " id.",
            ErasureNote.class);

    Person person() {
        return Person.of(kind, id);
    }

    List<PersonRecords> records() {
        return PersonRecords.of(kind);
    }

    Part holds() {
        return part(
                "holds",
                "The legal hold that protects the data from erasure and retention, if there is one.",
                own ? OwnHold.class : HoldView.class);
    }

    Part erasures() {
        return ERASURES;
    }

    Part accesses() {
        return part(
                "access_events",
                "Requests of others for data of this person alone, newest first."
                        + " Searches and exports of many people are not listed, even if this person was among them."
                        + (own ? " Names of staff are left out." : ""),
                own ? OwnAccess.class : AccessEventView.class);
    }

    /** All parts, in order. */
    List<Part> parts() {
        return Stream.concat(
                        records().stream()
                                .flatMap(kindOfRecords -> Stream.of(kindOfRecords.current(), kindOfRecords.history())),
                        Stream.of(holds(), erasures(), accesses()))
                .toList();
    }

    Object view(HoldView hold) {
        return own ? OwnHold.of(hold) : hold;
    }

    Object view(AccessEventView event) {
        return own ? OwnAccess.of(event) : event;
    }

    private static Part part(String name, String description, Class<? extends Record> records) {
        return new Part(name, description, RecordView.fieldNames(records).toList());
    }
}
