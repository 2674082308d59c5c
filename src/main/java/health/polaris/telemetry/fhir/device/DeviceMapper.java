package health.polaris.telemetry.fhir.device;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.fhir.FhirText;
import health.polaris.telemetry.fhir.type.CodeableConcept;
import health.polaris.telemetry.fhir.type.Identifier;
import health.polaris.telemetry.fhir.type.Meta;
import health.polaris.telemetry.fhir.type.Reference;
import health.polaris.telemetry.http.ETags;
import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.installation.ClinicianInstallationFields;
import health.polaris.telemetry.installation.PatientInstallationFields;
import health.polaris.telemetry.meter.BloodGlucoseMeterFields;
import health.polaris.telemetry.security.access.Owner;
import health.polaris.telemetry.settings.FhirSettings;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Converts records into devices. */
@ApplicationScoped
public class DeviceMapper {
    private static final String USER_NAME = "user-friendly-name";
    private static final String ACTIVE = "active";

    private FhirSettings settings;

    @Inject
    void read(Settings all) {
        settings = all.fhir();
    }

    /** The version of a record, which is its entity tag in the platform's API: a hash of its content. */
    static String version(RecordView<?> record) {
        return ETags.of(Json.MAPPER.writeValueAsBytes(record)).replace("\"", "");
    }

    /**
     * Makes a device.
     *
     * @param names whether the device has the name that its owner gave it
     */
    Device device(RecordView<?> record, boolean names) {
        DeviceKind kind = DeviceKind.of(record);
        if (record.fields() instanceof PatientInstallationFields phone) {
            return device(
                    kind,
                    record,
                    code(phone.uniqueDeviceCode()),
                    phone.manufacturer(),
                    phone.model(),
                    names ? FhirText.of(phone.displayName()) : null,
                    versions(
                            app(phone.appProduct(), phone.appVersion()),
                            system(phone.phoneOs(), phone.phoneOsVersion())));
        }
        if (record.fields() instanceof ClinicianInstallationFields desktop) {
            return device(
                    kind,
                    record,
                    code(desktop.uniqueDeviceCode()),
                    null,
                    null,
                    null,
                    versions(
                            app(desktop.appProduct(), desktop.appVersion()),
                            system(desktop.desktopOs(), desktop.desktopOsVersion())));
        }
        BloodGlucoseMeterFields meter = (BloodGlucoseMeterFields) record.fields();
        return device(
                kind,
                record,
                Optional.ofNullable(FhirText.of(meter.serialNumber()))
                        .map(number -> new Identifier(Codes.SERIAL_NUMBER, null, number)),
                meter.manufacturer(),
                meter.model(),
                null,
                versions(
                        app(meter.appProduct(), meter.appVersion()), version(Codes.FIRMWARE, meter.firmwareVersion())));
    }

    private Device device(
            DeviceKind kind,
            RecordView<?> record,
            Optional<Identifier> code,
            String manufacturer,
            String model,
            String name,
            List<Device.Version> versions) {
        return new Device(
                "Device",
                kind.id(record),
                new Meta(version(record), record.modified()),
                Stream.concat(Stream.of(Identifier.of(Codes.URI, Codes.UUID + record.uuid())), code.stream())
                        .toList(),
                ACTIVE,
                FhirText.of(manufacturer),
                kind == DeviceKind.METER ? code.map(Identifier::value).orElse(null) : null,
                name == null ? List.of() : List.of(new Device.Name(name, USER_NAME)),
                FhirText.of(model),
                kind.type(),
                versions,
                kind.records().person() == Owner.PATIENT ? patient(kind.owner(record)) : null,
                notes(kind, record));
    }

    private Optional<Identifier> code(String code) {
        return Optional.ofNullable(FhirText.of(code))
                .map(text -> Identifier.of(settings.deviceSystem(), text).with(Codes.DEVICE_CODE));
    }

    private Reference patient(String id) {
        return Reference.to("Patient", Identifier.of(settings.patientSystem(), id));
    }

    private List<Device.Note> notes(DeviceKind kind, RecordView<?> record) {
        Stream<Device.Note> user = kind.records().person() == Owner.CLINICIAN
                ? Stream.of(new Device.Note(
                        Reference.to("Practitioner", Identifier.of(settings.clinicianSystem(), kind.owner(record))),
                        "Reported by the app of this clinician."))
                : Stream.empty();
        Stream<Device.Note> date = kind.records().isPlausible(record)
                ? Stream.empty()
                : Stream.of(new Device.Note(
                        null,
                        kind == DeviceKind.METER
                                ? "The date of the verification is more than a day in the future, so it is wrong."
                                : "The date of first use is more than a day in the future, so it is wrong."));
        return Stream.concat(user, date).toList();
    }

    private static List<Device.Version> versions(Device.Version app, Device.Version other) {
        return Stream.of(app, other).filter(version -> version.value() != null).toList();
    }

    private static Device.Version app(String product, String version) {
        return version(Codes.SOFTWARE.with(FhirText.of(product)), version);
    }

    private static Device.Version system(String name, String version) {
        String text = FhirText.of(name);
        return version(
                text == null
                        ? Codes.OPERATING_SYSTEM
                        : CodeableConcept.ofText(Codes.OPERATING_SYSTEM.text() + " " + text),
                version);
    }

    private static Device.Version version(CodeableConcept type, String value) {
        return new Device.Version(type, FhirText.of(value));
    }
}
