package health.polaris.telemetry.settings;

import java.net.URI;
import java.util.Optional;

/**
 * The FHIR interface. Identifiers without a system are unique only within this service.
 *
 * @param address its public address; if empty, it is derived from each request
 * @param patientSystem the system of the ids of patients
 * @param clinicianSystem the system of the ids of clinicians
 * @param deviceSystem the system of the codes by which apps recognize devices
 */
public record FhirSettings(
        Optional<URI> address,
        Optional<String> patientSystem,
        Optional<String> clinicianSystem,
        Optional<String> deviceSystem) {}
