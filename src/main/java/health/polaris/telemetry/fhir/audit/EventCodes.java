package health.polaris.telemetry.fhir.audit;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.fhir.type.CodeableConcept;
import health.polaris.telemetry.fhir.type.Coding;
import java.util.Arrays;
import java.util.List;

/** The codes of IHE Basic Audit Log Patterns (BALP). */
final class EventCodes {
    static final Coding REST =
            new Coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "RESTful Operation");

    static final CodeableConcept USER = CodeableConcept.of(
            new Coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP", "information recipient"));

    static final CodeableConcept SOURCE = dicom("110153", "Source Role ID");
    static final CodeableConcept DESTINATION = dicom("110152", "Destination Role ID");

    static final Coding APPLICATION_SERVER =
            new Coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server");

    static final Coding PERSON = entityType("1", "Person");
    static final Coding SYSTEM_OBJECT = entityType("2", "System Object");
    static final Coding REQUEST_ID = new Coding(
            "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId", "X-Request-Id");

    static final Coding PATIENT = role("1", "Patient");
    static final Coding PROVIDER = role("15", "Doctor");
    static final Coding DATA = role("4", "Domain Resource");
    static final Coding QUERY = role("24", "Query");

    private EventCodes() {}

    private static CodeableConcept dicom(String code, String display) {
        return CodeableConcept.of(new Coding("http://dicom.nema.org/resources/ontology/DCM", code, display));
    }

    private static Coding entityType(String code, String display) {
        return new Coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", code, display);
    }

    private static Coding role(String code, String display) {
        return new Coding("http://terminology.hl7.org/CodeSystem/object-role", code, display);
    }

    /** The interaction of FHIR that is closest to an action. */
    static Coding interaction(Action action) {
        String code =
                switch (action) {
                    case READ -> "read";
                    case HISTORY -> "history-instance";
                    case SEARCH, AUDIT -> "search";
                    case WRITE, HOLD, RELEASE -> "update";
                    case ERASE, DROP_DATA, RETENTION -> "delete";
                    case EXPORT -> "operation";
                };
        return new Coding("http://hl7.org/fhir/restful-interaction", code, code);
    }

    /** The code of an action: R, U, D or, for queries, E. */
    static String code(Action action) {
        return switch (action) {
            case READ, HISTORY -> "R";
            case WRITE, HOLD, RELEASE -> "U";
            case ERASE, DROP_DATA, RETENTION -> "D";
            case SEARCH, EXPORT, AUDIT -> "E";
        };
    }

    /** The actions with one of these codes. */
    static List<Action> actions(List<String> codes) {
        return Arrays.stream(Action.values())
                .filter(action -> codes.contains(code(action)))
                .toList();
    }

    /** The action of a stored event. Unknown actions, stored by a newer version, are presented as exports. */
    static Action action(String label) {
        return Arrays.stream(Action.values())
                .filter(action -> action.label().equals(label))
                .findFirst()
                .orElse(Action.EXPORT);
    }
}
