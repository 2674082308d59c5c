package health.polaris.telemetry.fhir.device;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.fhir.type.CodeableConcept;
import health.polaris.telemetry.fhir.type.Coding;
import health.polaris.telemetry.search.Searchable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of devices: phones and desktops that run an app, and meters. The id of a device starts with its kind. */
enum DeviceKind {
    PHONE,
    DESKTOP,
    METER;

    private static final String SEPARATOR = "-";

    private static final CodeableConcept PHONE_TYPE =
            CodeableConcept.of(Codes.mdc("531981", "MDC_MOC_VMS_MDS_AHD")).with("Phone or tablet with the app");

    private static final CodeableConcept DESKTOP_TYPE = CodeableConcept.ofText("Desktop computer with the app");

    private static final CodeableConcept METER_TYPE = CodeableConcept.of(
                    Codes.mdc("528401", "MDC_DEV_SPEC_PROFILE_GLUCOSE"),
                    new Coding(Codes.SNOMED, "337414009", "Blood glucose meter"))
            .with("Blood glucose meter");

    Searchable records() {
        return switch (this) {
            case PHONE -> Searchable.PATIENT;
            case DESKTOP -> Searchable.CLINICIAN;
            case METER -> Searchable.METER;
        };
    }

    /** The filter of the records by the code that identifies the device. */
    String code() {
        return this == METER ? "serial_number" : "unique_device_code";
    }

    CodeableConcept type() {
        return switch (this) {
            case PHONE -> PHONE_TYPE;
            case DESKTOP -> DESKTOP_TYPE;
            case METER -> METER_TYPE;
        };
    }

    /** The id of the device of a record. */
    String id(RecordView<?> record) {
        return prefix() + record.uuid();
    }

    /** The id of the record of a device; empty if the device is of another kind. */
    Optional<String> uuid(String id) {
        return Optional.of(id).filter(text -> text.startsWith(prefix())).map(text -> text.substring(prefix().length()));
    }

    private String prefix() {
        return name().toLowerCase(Locale.ROOT) + SEPARATOR;
    }

    String owner(RecordView<?> record) {
        return (String) record.others().get(records().person().claim());
    }

    static Stream<DeviceKind> all() {
        return Arrays.stream(values());
    }

    static DeviceKind of(RecordView<?> record) {
        return all().filter(kind -> kind.records().fields().isInstance(record.fields()))
                .findFirst()
                .orElseThrow();
    }
}
