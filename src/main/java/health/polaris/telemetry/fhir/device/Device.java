package health.polaris.telemetry.fhir.device;

import health.polaris.telemetry.fhir.type.CodeableConcept;
import health.polaris.telemetry.fhir.type.Identifier;
import health.polaris.telemetry.fhir.type.Meta;
import health.polaris.telemetry.fhir.type.Reference;
import java.util.List;

/** The FHIR resource Device, with the elements that the registry knows. */
record Device(
        String resourceType,
        String id,
        Meta meta,
        List<Identifier> identifier,
        String status,
        String manufacturer,
        String serialNumber,
        List<Name> deviceName,
        String modelNumber,
        CodeableConcept type,
        List<Version> version,
        Reference patient,
        List<Note> note) {
    /** A name of the device. */
    record Name(String name, String type) {}

    /** A version of software in the device. */
    record Version(CodeableConcept type, String value) {}

    /**
     * A note.
     *
     * @param authorReference the person whose app reported the device; null for patients, who have an element of their own
     */
    record Note(Reference authorReference, String text) {}
}
