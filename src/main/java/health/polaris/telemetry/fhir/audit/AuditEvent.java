package health.polaris.telemetry.fhir.audit;

import health.polaris.telemetry.fhir.type.CodeableConcept;
import health.polaris.telemetry.fhir.type.Coding;
import health.polaris.telemetry.fhir.type.Meta;
import health.polaris.telemetry.fhir.type.Reference;
import java.time.OffsetDateTime;
import java.util.List;

/** The FHIR resource AuditEvent, with the elements that access events have. */
record AuditEvent(
        String resourceType,
        String id,
        Meta meta,
        Coding type,
        List<Coding> subtype,
        String action,
        OffsetDateTime recorded,
        String outcome,
        List<Agent> agent,
        Source source,
        List<Entity> entity) {
    /** A person or system that took part. */
    record Agent(CodeableConcept type, Reference who, String name, boolean requestor, Network network) {}

    /** The address of an agent, if it is known. */
    record Network(String address, String type) {}

    /** The system that recorded the event. */
    record Source(Reference observer, List<Coding> type) {}

    /**
     * What was used: the patient, the data, the query or the request.
     *
     * @param query in Base64
     */
    record Entity(Reference what, Coding type, Coding role, String description, String query, List<Detail> detail) {}

    /** A property of an entity. */
    record Detail(String type, String valueString) {}
}
