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
import health.polaris.telemetry.query.EntityTable;
import health.polaris.telemetry.query.SortKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of records with its filters, sort keys and columns.
 *
 * @param label the name in requests and responses
 * @param entity the entity class
 * @param fields the class of the fields
 * @param ids filters by id, each also the name of its column; the first is the owner's
 * @param texts filters by text, each with its column
 * @param times filters by time range, each with its sort key
 * @param latestOrder the columns that order a person's installations, most significant first; empty if the kind has no
 *     latest record
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

    public static final List<Searchable> INSTALLATIONS = List.of(PATIENT, CLINICIAN);

    private static Map<String, SortKey> times(String name, SortKey own) {
        return Map.of("created", SortKey.CREATED, "modified", SortKey.MODIFIED, name, own);
    }

    /** The column of the owner's id. */
    public String owner() {
        return ids.get(0);
    }

    /** The names of the filters by id or text. */
    List<String> fieldFilters() {
        return Stream.concat(ids.stream(), texts.keySet().stream()).toList();
    }

    /** The keys of a record in responses: owner, fields, audit fields. */
    List<String> columns() {
        return Stream.of(Stream.of(owner()), RecordView.fieldNames(fields), RecordView.AUDIT.stream())
                .flatMap(names -> names)
                .toList();
    }

    public String table() {
        return EntityTable.of(entity).name();
    }

    /** The column with the date of first use of an installation. */
    public String firstUse() {
        return latestOrder.get(0);
    }

    /** The columns of an {@code order by} that sorts the latest installation first. */
    public String latestFirst() {
        return latestOrder.stream().map(column -> column + " desc").collect(Collectors.joining(", "));
    }

    /** Matches only the latest installation of each person. */
    public Condition isLatest() {
        return Condition.of("r.uuid = (select uuid from %s where %s = r.%2$s order by %s limit 1)"
                .formatted(table(), owner(), latestFirst()));
    }
}
