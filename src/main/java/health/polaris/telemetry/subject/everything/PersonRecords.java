package health.polaris.telemetry.subject.everything;

import health.polaris.telemetry.entity.AuditedRecord;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.history.RecordVersion;
import health.polaris.telemetry.history.VersionView;
import health.polaris.telemetry.installation.ClinicianInstallation;
import health.polaris.telemetry.installation.ClinicianInstallationFields;
import health.polaris.telemetry.installation.ClinicianInstallationVersion;
import health.polaris.telemetry.installation.PatientInstallation;
import health.polaris.telemetry.installation.PatientInstallationFields;
import health.polaris.telemetry.installation.PatientInstallationVersion;
import health.polaris.telemetry.meter.BloodGlucoseMeter;
import health.polaris.telemetry.meter.BloodGlucoseMeterFields;
import health.polaris.telemetry.meter.BloodGlucoseMeterVersion;
import health.polaris.telemetry.security.access.Owner;
import java.util.List;
import java.util.stream.Stream;

/**
 * A kind of records that a person has.
 *
 * @param entity the entity class
 * @param version the entity class of the versions
 * @param current the part with the records
 * @param history the part with the versions
 */
record PersonRecords(
        Class<? extends AuditedRecord<?>> entity,
        Class<? extends RecordVersion<?>> version,
        Part current,
        Part history) {
    private static final PersonRecords PHONES = of(
            Owner.PATIENT,
            "installation",
            "Installations of apps on phones and tablets of the patient, as reported by the apps",
            PatientInstallation.class,
            PatientInstallationFields.class,
            PatientInstallationVersion.class);

    private static final PersonRecords METERS = of(
            Owner.PATIENT,
            "meter",
            "Blood glucose meters that the patient paired, with the reading by which each was verified",
            BloodGlucoseMeter.class,
            BloodGlucoseMeterFields.class,
            BloodGlucoseMeterVersion.class);

    private static final PersonRecords COMPUTERS = of(
            Owner.CLINICIAN,
            "installation",
            "Installations of apps on computers that the clinician uses, as reported by the apps",
            ClinicianInstallation.class,
            ClinicianInstallationFields.class,
            ClinicianInstallationVersion.class);

    /** The kinds that a patient or a clinician has. */
    static List<PersonRecords> of(Owner kind) {
        return kind == Owner.PATIENT ? List.of(PHONES, METERS) : List.of(COMPUTERS);
    }

    private static PersonRecords of(
            Owner owner,
            String name,
            String description,
            Class<? extends AuditedRecord<?>> entity,
            Class<? extends Record> fields,
            Class<? extends RecordVersion<?>> version) {
        List<String> columns = Stream.of(
                        Stream.of(owner.claim()), RecordView.fieldNames(fields), RecordView.AUDIT.stream())
                .flatMap(names -> names)
                .toList();
        return new PersonRecords(
                entity,
                version,
                new Part(name + "s", description + ". Newest first.", columns),
                new Part(
                        name + "_history",
                        "All versions that are kept of each " + name + " that was changed or removed, newest first: its"
                                + " content from valid_from to valid_to, the operation that began the version, its author,"
                                + " and the changed fields. A version without an operation began at valid_from or earlier:"
                                + " what came before it is not kept.",
                        Stream.concat(columns.stream(), VersionView.KEYS.stream())
                                .toList()));
    }
}
