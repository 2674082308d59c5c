package health.polaris.telemetry.search;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.installation.ClinicianInstallation;
import health.polaris.telemetry.installation.ClinicianInstallationFields;
import health.polaris.telemetry.installation.PatientInstallation;
import health.polaris.telemetry.installation.PatientInstallationFields;
import health.polaris.telemetry.meter.BloodGlucoseMeter;
import health.polaris.telemetry.meter.BloodGlucoseMeterFields;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.SortKey;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of records, as questions see it: what can be asked of it, and which columns hold the answers.
 *
 * @param label what clients call it
 * @param entity its records
 * @param fields what these consist of
 * @param ids filters that compare an id, each with the column of its name; the first is the person's
 * @param texts filters that compare a text, and the columns that they compare it with
 * @param times filters that compare a point in time, and what they compare it with
 * @param latestOrder the columns by which a person's latest record is the greatest, the most significant first
 */
public record Searchable(
        String label,
        Class<? extends StoredRecord<?>> entity,
        Class<? extends Record> fields,
        List<String> ids,
        Map<String, String> texts,
        Map<String, SortKey> times,
        List<String> latestOrder) {
    public static final Searchable PATIENT = new Searchable(
            "patient",
            PatientInstallation.class,
            PatientInstallationFields.class,
            List.of("patient_id"),
            Map.of(
                    "unique_device_code", "unique_device_code",
                    "app_product", "app_product",
                    "app_version", "app_version",
                    "os", "phone_os",
                    "os_version", "phone_os_version",
                    "manufacturer", "manufacturer",
                    "model", "model"),
            times(
                    "first_used",
                    new SortKey(
                            "r.date_first_launched_",
                            SortKey.Nulls.FIRST,
                            record -> ((PatientInstallationFields) record.fields()).dateFirstLaunched())),
            List.of("date_first_launched_", "created", "uuid"));

    public static final Searchable CLINICIAN = new Searchable(
            "clinician",
            ClinicianInstallation.class,
            ClinicianInstallationFields.class,
            List.of("clinician_id"),
            Map.of(
                    "unique_device_code", "unique_device_code",
                    "app_product", "app_product",
                    "app_version", "app_version",
                    "os", "desktop_os",
                    "os_version", "desktop_os_version"),
            times(
                    "first_used",
                    new SortKey(
                            "r.date_first_used_",
                            SortKey.Nulls.FIRST,
                            record -> ((ClinicianInstallationFields) record.fields()).dateFirstUsed())),
            List.of("date_first_used_", "app_version", "created", "uuid"));

    public static final Searchable METER = new Searchable(
            "meter",
            BloodGlucoseMeter.class,
            BloodGlucoseMeterFields.class,
            List.of("patient_id", "mobile_id"),
            Map.of(
                    "app_product", "app_product",
                    "app_version", "app_version",
                    "serial_number", "serial_number"),
            times("verified", MeterReading.VERIFICATION),
            List.of());

    /** The two kinds of installations. */
    public static final List<Searchable> INSTALLATIONS = List.of(PATIENT, CLINICIAN);

    private static Map<String, SortKey> times(String name, SortKey own) {
        return Map.of("created", SortKey.CREATED, "modified", SortKey.MODIFIED, name, own);
    }

    /** The column of the person. */
    public String owner() {
        return ids.get(0);
    }

    /** The names of the filters that ask for what a field holds. */
    List<String> fieldFilters() {
        return Stream.concat(ids.stream(), texts.keySet().stream()).toList();
    }

    /** The keys of its records as they are answered: whose, what, and who made and changed it when. */
    List<String> columns() {
        return Stream.of(Stream.of(owner()), RecordView.fieldNames(fields), RecordView.AUDIT.stream())
                .flatMap(names -> names)
                .toList();
    }

    public String table() {
        return entity.getAnnotation(Table.class).name();
    }

    /** When an installation was first used: the column. */
    public String firstUse() {
        return latestOrder.get(0);
    }

    /** The order by which the latest of several comes first. */
    public String latestFirst() {
        return latestOrder.stream().map(column -> column + " desc").collect(Collectors.joining(", "));
    }

    /** That no record of the same person is later. */
    public Condition isLatest() {
        return Condition.of("r.uuid = (select uuid from %s where %s = r.%2$s order by %s limit 1)"
                .formatted(table(), owner(), latestFirst()));
    }
}
