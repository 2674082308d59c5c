package health.polaris.telemetry.fhir.capability;

import health.polaris.telemetry.fhir.type.CodeableConcept;
import java.util.Arrays;
import java.util.List;

/** The FHIR resource CapabilityStatement. */
record CapabilityStatement(
        String resourceType,
        String status,
        String date,
        String kind,
        Software software,
        Implementation implementation,
        String fhirVersion,
        List<String> format,
        List<Rest> rest) {
    /** The software. */
    record Software(String name) {}

    /** This installation of it. */
    record Implementation(String description, String url) {}

    /** The operations of a server. */
    record Rest(String mode, Security security, List<Resource> resource) {}

    /** How callers authenticate. */
    record Security(List<CodeableConcept> service, String description) {}

    /** The operations on a resource. */
    record Resource(String type, List<Interaction> interaction, String versioning, List<Parameter> searchParam) {}

    /** An operation. */
    record Interaction(String code) {
        static List<Interaction> of(String... codes) {
            return Arrays.stream(codes).map(Interaction::new).toList();
        }
    }

    /** A search parameter. */
    record Parameter(String name, String definition, String type, String documentation) {}
}
