package health.polaris.telemetry.search;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.StoredRecord;
import health.polaris.telemetry.history.RecordVersion;
import health.polaris.telemetry.installation.ClinicianInstallation;
import health.polaris.telemetry.installation.ClinicianInstallationFields;
import health.polaris.telemetry.installation.ClinicianInstallationVersion;
import health.polaris.telemetry.installation.PatientInstallation;
import health.polaris.telemetry.installation.PatientInstallationFields;
import health.polaris.telemetry.installation.PatientInstallationVersion;
import health.polaris.telemetry.meter.BloodGlucoseMeter;
import health.polaris.telemetry.meter.BloodGlucoseMeterFields;
import health.polaris.telemetry.meter.BloodGlucoseMeterVersion;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.EntityTable;
import health.polaris.telemetry.query.SortKey;
import health.polaris.telemetry.query.TextColumn;
import health.polaris.telemetry.security.access.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kind of records with its filters, sort keys and columns.
 *
 * @param label the name in requests and responses
 * @param entity the entity class
 * @param version the class of the versions
 * @param fields the class of the fields
 * @param ids filters by id, each also the name of its column; the first is the owner's
 * @param texts filters by text, each with its column
 * @param timeName the name of the time that clients send
 * @param time the sort key of that time
 * @param firstUse the column with the date of first use of an installation; empty if the kind has none
 * @param latestFirst the columns of an {@code order by} that sorts the latest installation first; empty if the kind has no latest
 *     record
 */
public record Searchable(
        String label,
        Class<? extends StoredRecord<?>> entity,
        Class<? extends RecordVersion<?>> version,
        Class<? extends Record> fields,
        List<String> ids,
        Map<String, TextColumn> texts,
        String timeName,
        SortKey time,
        String firstUse,
        String latestFirst) {
    /** Maximum length of a product or version in the indexes of the latest installations of products, and in figures. */
    public static final int MAX_BYTES = 256;

    public static final Searchable PATIENT = new Searchable(
            "patient",
            PatientInstallation.class,
            PatientInstallationVersion.class,
            PatientInstallationFields.class,
            List.of("patient_id"),
            Map.of(
                    "unique_device_code", TextColumn.code("unique_device_code"),
                    "app_product", TextColumn.exact("app_product"),
                    "app_version", TextColumn.exact("app_version"),
                    "os", TextColumn.ignoringCase("phone_os"),
                    "os_version", TextColumn.ignoringCase("phone_os_version"),
                    "manufacturer", TextColumn.ignoringCase("manufacturer"),
                    "model", TextColumn.ignoringCase("model")),
            "first_used",
            new SortKey(
                    "r.date_first_launched_",
                    SortKey.Nulls.FIRST,
                    record -> ((PatientInstallationFields) record.fields()).dateFirstLaunched()),
            "date_first_launched_",
            PatientInstallation.LATEST_FIRST);

    public static final Searchable CLINICIAN = new Searchable(
            "clinician",
            ClinicianInstallation.class,
            ClinicianInstallationVersion.class,
            ClinicianInstallationFields.class,
            List.of("clinician_id"),
            Map.of(
                    "unique_device_code", TextColumn.code("unique_device_code"),
                    "app_product", TextColumn.exact("app_product"),
                    "app_version", TextColumn.exact("app_version"),
                    "os", TextColumn.ignoringCase("desktop_os"),
                    "os_version", TextColumn.ignoringCase("desktop_os_version")),
            "first_used",
            new SortKey(
                    "r.date_first_used_",
                    SortKey.Nulls.FIRST,
                    record -> ((ClinicianInstallationFields) record.fields()).dateFirstUsed()),
            "date_first_used_",
            ClinicianInstallation.LATEST_FIRST);

    public static final Searchable METER = new Searchable(
            "meter",
            BloodGlucoseMeter.class,
            BloodGlucoseMeterVersion.class,
            BloodGlucoseMeterFields.class,
            List.of("patient_id"),
            Map.of(
                    "mobile_id", TextColumn.code("mobile_id"),
                    "app_product", TextColumn.exact("app_product"),
                    "app_version", TextColumn.exact("app_version"),
                    "serial_number", MeterReading.SERIAL_NUMBER,
                    "manufacturer", TextColumn.ignoringCase("manufacturer"),
                    "model", TextColumn.ignoringCase("model"),
                    "firmware_version", TextColumn.ignoringCase("firmware_version")),
            "verified",
            MeterReading.VERIFICATION,
            "",
            "");

    public static final List<Searchable> INSTALLATIONS = List.of(PATIENT, CLINICIAN);

    public static final List<Searchable> ALL = List.of(PATIENT, CLINICIAN, METER);

    /** The filters by time range, each with its sort key. */
    Map<String, SortKey> times() {
        return Map.of("created", SortKey.CREATED, "modified", SortKey.MODIFIED, timeName, time);
    }

    /** The column of the owner's id. */
    public String owner() {
        return ids.get(0);
    }

    /** The kind of person that owns the records. */
    public Owner person() {
        return Arrays.stream(Owner.values())
                .filter(kind -> kind.claim().equals(owner()))
                .findFirst()
                .orElseThrow();
    }

    /** The names of the filters by id or text. */
    List<String> fieldFilters() {
        return Stream.concat(ids.stream(), texts.keySet().stream()).toList();
    }

    /** The keys of a record in responses: owner, fields, audit fields, marks. */
    List<String> columns() {
        return Stream.of(
                        Stream.of(owner()),
                        RecordView.fieldNames(fields),
                        RecordView.AUDIT.stream(),
                        Mark.ofKind(this).map(Mark::key))
                .flatMap(names -> names)
                .toList();
    }

    /** Whether the time that the client sent is at most a day in the future. */
    public boolean isPlausible(RecordView<?> record) {
        return PlausibleDate.isPlausible(time.value().apply(record));
    }

    public String table() {
        return EntityTable.of(entity).name();
    }

    /** An SQL condition that excludes installations with an implausible date of first use, which are never the latest. */
    public String canBeLatest() {
        return firstUse + " <= " + PlausibleDate.LAST;
    }

    /** Matches only the latest installation of each person and product. */
    public Condition isLatestOfProduct() {
        return Condition.of(
                "%1$s and r.uuid = (select uuid from %2$s where %3$s = r.%3$s and app_product = r.app_product"
                                .formatted(indexed("r."), table(), owner())
                        + " and %s and %s order by %s limit 1)".formatted(indexed(""), canBeLatest(), latestFirst));
    }

    /**
     * The predicate of the indexes {@code mobile_latest_of_product} and {@code desktop_latest_of_product}, which a query
     * must repeat. It excludes texts that could exceed PostgreSQL's limit on the size of an index entry.
     */
    public static String indexed(String row) {
        return "octet_length(%1$sapp_product) <= %2$s and octet_length(%1$sapp_version) <= %2$s"
                .formatted(row, MAX_BYTES);
    }

    /** Matches only the latest installation of each person. */
    public Condition isLatest() {
        return Condition.of("r.uuid = (select uuid from %s where %s = r.%2$s and %s order by %s limit 1)"
                .formatted(table(), owner(), canBeLatest(), latestFirst));
    }
}
