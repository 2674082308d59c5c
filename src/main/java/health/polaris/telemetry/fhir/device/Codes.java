package health.polaris.telemetry.fhir.device;

import health.polaris.telemetry.fhir.type.CodeableConcept;
import health.polaris.telemetry.fhir.type.Coding;
import java.util.Optional;

/** Code systems and codes of devices. */
final class Codes {
    static final String SNOMED = "http://snomed.info/sct";

    /** The system of URIs as identifiers. */
    static final Optional<String> URI = Optional.of("urn:ietf:rfc:3986");

    static final String UUID = "urn:uuid:";

    static final CodeableConcept SERIAL_NUMBER =
            CodeableConcept.of(new Coding("http://terminology.hl7.org/CodeSystem/v2-0203", "SNO", "Serial Number"));

    static final CodeableConcept DEVICE_CODE = CodeableConcept.ofText("Code by which the app recognizes the device");

    static final CodeableConcept SOFTWARE = CodeableConcept.of(mdc("531975", "MDC_ID_PROD_SPEC_SW"));

    static final CodeableConcept FIRMWARE =
            CodeableConcept.of(mdc("531976", "MDC_ID_PROD_SPEC_FW")).with("Firmware");

    static final CodeableConcept OPERATING_SYSTEM = CodeableConcept.ofText("Operating system");

    private Codes() {}

    /** A code of ISO/IEEE 11073-10101. */
    static Coding mdc(String code, String name) {
        return new Coding("urn:iso:std:iso:11073:10101", code, name);
    }
}
