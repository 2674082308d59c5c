package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Queries on a million installations, a million meters, half a million versions and a million access events: each uses its index, as
 * PostgreSQL counts, and is fast. Half of the ids and serial numbers begin alike.
 */
@Tag("faults")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LargeFleetFaults {
    private static final int RECORDS = 1_000_000;
    private static final int PATIENTS = 250_000;
    private static final int DESKTOPS = 100_000;
    private static final int VERSIONS = 500_000;
    private static final int REQUESTS = Integer.getInteger("fleet.requests", 300);

    /** PostgreSQL adds up what a connection has counted a second later, with its next query. */
    private static final Duration STATISTICS_TIMEOUT = Duration.ofSeconds(30);

    private static final List<String> TABLES =
            List.of("mobile", "desktop", "blood_glucose_meter", "mobile_history", "access_event");
    private static final String OF_TABLES = "tablename in ('" + String.join("', '", TABLES) + "')";
    private static final String OF_KEYS = "indexname like '%\\_pkey'";

    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String METERS = "/dhos/v1/blood_glucose_meter";
    private static final String FIND = "/dhos/v1/find?q=";
    private static final String RECALL = "/dhos/v1/analytics/recall";
    private static final String CHANGES = "/dhos/v1/analytics/changes";
    private static final String EVENTS = "/dhos/v1/access_event";

    /** Half of all people, devices and meters. */
    private static final String HALF = "case when n % 2 = 0 then 'north-' else 'south-' end";

    private FaultEnvironment environment;
    private URI node;

    @BeforeAll
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void fill() throws IOException, SQLException, InterruptedException {
        environment = new FaultEnvironment().set("FLEET_TIMEOUT_SECONDS", "50");
        node = environment.startNode().uri();
        Instant start = Instant.now();
        List<String> indexes = texts("select indexdef from pg_indexes where " + OF_TABLES + " and not " + OF_KEYS);
        for (String index : texts("select indexname from pg_indexes where " + OF_TABLES + " and not " + OF_KEYS)) {
            execute("drop index " + index);
        }
        store();
        for (String index : indexes) {
            execute(index);
        }
        execute("vacuum analyze " + String.join(", ", TABLES));
        System.out.println("filled in " + Duration.between(start, Instant.now()));
    }

    /** Stores all rows. Without indexes this takes a part of the time. */
    private void store() throws SQLException {
        String patient = HALF + " || lpad((n % " + PATIENTS + ")::text, 6, '0')";
        String created = "timestamp '2024-01-01' + n * interval '1 minute'";
        execute(ManyPhones.of(RECORDS)
                .with("created", created)
                .with("modified", created)
                .with("patient_id", patient)
                .with(
                        "unique_device_code",
                        HALF + " || 'device-' || n || case when n % 100000 = 0 then '%_\\' else '' end")
                .with("date_first_launched_", created)
                .with("app_version", "case when n % 10000 = 0 then '0.9.' || n % 7 else '1.' || n % 40 end")
                .with("app_product", "case n % 1000 when 0 then 'SEND' else 'GDM' end")
                .with("phone_os", "case when n % 1000 = 0 then 'Sailfish' else 'Android' end")
                .with("phone_os_version", "n % 1000")
                .with("manufacturer", "'maker ' || n % 1000")
                .with("model", "'model ' || n % 1000")
                .insert());
        execute(
                "insert into blood_glucose_meter (uuid, created, created_by_, modified, modified_by_, mobile_id, serial_number,"
                        + " patient_id, date_verified, is_bg_value_correct, app_product, app_version, blood_glucose_value, manufacturer,"
                        + " model, firmware_version) select gen_random_uuid(), %1$s, 'many', %1$s, 'many', 'phone-' || n, %2$s"
                                .formatted(created, HALF)
                        + " || n, " + patient + ", now(), true, case n % 1000 when 0 then 'SEND' else 'GDM' end,"
                        + " case when n % 10000 = 0 then '0.9.' || n % 7 else '1.' || n % 40 end, 5.4, 'maker ' || n % 1000,"
                        + " 'model ' || n % 1000, n % 1000 || '.1' from generate_series(1, " + RECORDS + ") n");
        execute(
                "insert into desktop (uuid, created, created_by_, modified, modified_by_, clinician_id, unique_device_code,"
                        + " date_first_used_, date_first_used_time_zone_, app_product, app_version, desktop_os, desktop_os_version,"
                        + " ip_address) select gen_random_uuid(), %1$s, 'many', %1$s, 'many', 'doctor-' || n, 'desk-' || n, %1$s, 0,"
                                .formatted(created)
                        + " case n % 1000 when 0 then 'SEND' else 'GDM' end, '1.' || n % 1000, 'system ' || n % 1000, n % 1000, ''"
                        + " from generate_series(1, " + DESKTOPS + ") n");
        execute(
                "insert into mobile_history (superseded, operation, superseded_by_, changed, uuid, created, modified, patient_id,"
                        + " app_version) select timestamptz '2024-06-01' + row_number() over () * interval '2 minutes', 'U', 'me',"
                        + " case when row_number() over () % 5 = 0 then 'app_version phone_os_version' else 'app_version' end, uuid,"
                        + " created, modified, patient_id, '1.0' from mobile limit " + VERSIONS);
        execute("update history_start set since = '2024-01-01'");
        execute(
                "insert into access_event select gen_random_uuid(), timestamptz '2024-01-01' + n * interval '1 minute', '',"
                        + " case when n % 10000 = 0 then 'erase' else 'read' end, 'caller ' || n % 1000, 'subject ' || n % 1000, '', '',"
                        + " 'patient', " + patient + ", '', 1, case when n % 10000 = 0 then 'denied' else 'allowed' end"
                        + " from generate_series(1, " + RECORDS + ") n");
    }

    @AfterAll
    void close() throws IOException {
        environment.close();
    }

    /** PostgreSQL answers each query from its index, and scans no whole table. */
    @ParameterizedTest
    @MethodSource("queries")
    void queryUsesItsIndex(String path, String index) throws SQLException {
        long scans = scansOfTables();
        long uses = uses(index);

        Await.until(
                () -> {
                    assertThat(get(path).status()).isEqualTo(200);
                    return uses(index) > uses;
                },
                STATISTICS_TIMEOUT);

        assertThat(scansOfTables()).as("scans of whole tables").isEqualTo(scans);
    }

    static Stream<Arguments> queries() {
        Stream<Arguments> find = Stream.of(
                        "mobile_by_patient_id",
                        "mobile_by_unique_device_code",
                        "mobile_by_uuid",
                        "desktop_by_clinician_id",
                        "desktop_by_unique_device_code",
                        "desktop_by_uuid",
                        "blood_glucose_meter_by_patient_id",
                        "blood_glucose_meter_by_serial_number",
                        "blood_glucose_meter_by_mobile_id",
                        "blood_glucose_meter_by_uuid")
                .flatMap(index ->
                        Stream.of("north-", "south-device-12", "nowhere").map(text -> arguments(FIND + text, index)));
        Stream<Arguments> starts = Stream.of(
                starts("patient", "unique_device_code", "north-device-1234", "mobile_by_unique_device_code"),
                starts("patient", "app_product", "SE", "mobile_by_app_product"),
                starts("patient", "app_version", "0.9", "mobile_by_app_version"),
                starts("patient", "os", "sail", "mobile_by_phone_os"),
                starts("patient", "os_version", "777", "mobile_by_phone_os_version"),
                starts("patient", "manufacturer", "MAKER 77", "mobile_by_manufacturer"),
                starts("patient", "model", "model 77", "mobile_by_model"),
                starts("clinician", "unique_device_code", "desk-777", "desktop_by_unique_device_code"),
                starts("clinician", "app_product", "SE", "desktop_by_app_product"),
                starts("clinician", "app_version", "1.77", "desktop_by_app_version"),
                starts("clinician", "os", "system 77", "desktop_by_desktop_os"),
                starts("clinician", "os_version", "777", "desktop_by_desktop_os_version"),
                starts("", "mobile_id", "phone-7777", "blood_glucose_meter_by_mobile_id"),
                starts("", "serial_number", "NORTH-7777", "blood_glucose_meter_by_serial_number"),
                starts("", "app_product", "SE", "blood_glucose_meter_by_app_product"),
                starts("", "app_version", "0.9", "blood_glucose_meter_by_app_version"),
                starts("", "manufacturer", "maker 77", "blood_glucose_meter_by_manufacturer"),
                starts("", "model", "model 77", "blood_glucose_meter_by_model"),
                starts("", "firmware_version", "777", "blood_glucose_meter_by_firmware_version"));
        Stream<Arguments> others = Stream.of(
                arguments(RECALL + "?serial_number_starts=north-7777", "blood_glucose_meter_by_serial_number"),
                arguments(RECALL + "?kind=meter&model=model+777", "blood_glucose_meter_by_model"),
                arguments(RECALL + "?kind=patient&app_version_starts=0.9", "mobile_by_app_version"),
                arguments(INSTALLATIONS + "?kind=patient&silent_for_days=30", "mobile_all_created"),
                arguments(METERS + "?silent_for_days=30", "blood_glucose_meter_all_created"),
                arguments(CHANGES + "?kind=patient&from=2024-06-01&to=2024-06-30", "mobile_history_by_time"),
                arguments(CHANGES + "?kind=patient&from=2024-06-01&to=2026-12-31", "mobile_history_by_time"),
                arguments(
                        INSTALLATIONS + "?kind=patient&changed_field=phone_os_version"
                                + "&changed_from=2024-07-01T00:00:00Z&changed_to=2024-07-02T00:00:00Z",
                        "mobile_history_by_time"),
                arguments(
                        INSTALLATIONS
                                + "?kind=patient&changed_from=2024-07-01T00:00:00Z&changed_to=2024-07-02T00:00:00Z",
                        "mobile_pkey"),
                arguments(EVENTS + "?person=north-000778", "access_event_by_person"),
                arguments(EVENTS + "?caller=caller+777", "access_event_by_caller"),
                arguments(EVENTS + "?subject=subject+777", "access_event_by_subject"),
                arguments(EVENTS + "?action=erase", "access_event_by_action"),
                arguments(EVENTS + "?outcome=denied", "access_event_by_denial"),
                arguments(EVENTS + "?from=2024-07-01T00:00:00Z&to=2024-07-02T00:00:00Z", "access_event_by_time"));
        return Stream.of(find, starts, others).flatMap(stream -> stream);
    }

    private static Arguments starts(String kind, String filter, String start, String index) {
        String path = kind.isEmpty() ? METERS + "?" : INSTALLATIONS + "?kind=" + kind + "&";
        return arguments(path + filter + "_starts=" + TestFleet.encoded(start), index);
    }

    /** Whatever the text, people are found at once: if half of the ids match, with wildcards, and if the text is long. */
    @ParameterizedTest
    @CsvSource({
        "find: one id, north-000778, 1",
        "find: half of all ids, north-, 1",
        "find: all ids of phones, phone-, 1",
        "find: a percent sign, %25%25%25, 1",
        "find: underscores, ___, 1",
        "find: backslashes, %5C%5C%5C, 1",
        "find: nothing, nowhere, 1",
        "'find: 10,000 characters', a, 10000"
    })
    void findIsFast(String name, String text, int times) {
        assertThat(measured(name, FIND + text.repeat(times), REQUESTS)).isLessThan(50);
    }

    /** Other questions about the fleet have limits, too. */
    @ParameterizedTest
    @CsvSource({
        "beginning of a serial number, /dhos/v1/blood_glucose_meter?serial_number_starts=north-7777, 50",
        "beginning of half of all serial numbers, /dhos/v1/blood_glucose_meter?serial_number_starts=north-, 1000",
        "beginning of most versions, /dhos/v1/installation?app_version_starts=1., 1000",
        "recall of few meters, /dhos/v1/analytics/recall?serial_number_starts=north-7777, 500",
        "recall of half of all meters, /dhos/v1/analytics/recall?serial_number_starts=north-, 10000",
        "silent for 30 days, /dhos/v1/installation?silent_for_days=30, 500",
        "silent, /dhos/v1/analytics/silent, 10000",
        "changes over 24 months, /dhos/v1/analytics/changes?from=2024-05-01&to=2026-05-01, 1000",
        "changes over 24 months by day, /dhos/v1/analytics/changes?from=2024-05-01&to=2026-05-01&period=day, 1000",
        "changed on one day, /dhos/v1/installation?changed_from=2024-07-01T00:00:00Z&changed_to=2024-07-02T00:00:00Z, 500",
        "changed in one month, /dhos/v1/installation?changed_from=2024-07-01T00:00:00Z&changed_to=2024-08-01T00:00:00Z, 1000",
        "access events of a person, /dhos/v1/access_event?person=north-000778, 50",
        "access events of a caller, /dhos/v1/access_event?caller=caller+777, 50",
        "denials, /dhos/v1/access_event?outcome=denied, 50"
    })
    void othersAreFast(String name, String path, double milliseconds) {
        assertThat(measured(name, path, milliseconds < 1_000 ? REQUESTS : 30)).isLessThan(milliseconds);
    }

    /** The figure of changes says how much it is about. */
    @Test
    void changesCountAllVersions() {
        assertThat(get(CHANGES + "?from=2024-05-01&to=2026-12-31")
                        .json()
                        .get("total")
                        .asLong())
                .isEqualTo(VERSIONS);
    }

    /** Prints a row for docs/performance.md, and returns the median in milliseconds: the machine may be busy with other things. */
    private double measured(String name, String path, int requests) {
        double[] milliseconds = new double[requests];
        for (int at = -requests / 3; at < requests; at++) {
            long start = System.nanoTime();
            Answer answer = get(path);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            if (at >= 0) {
                milliseconds[at] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(milliseconds);
        int last = requests - 1;
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                name,
                milliseconds[last / 2],
                milliseconds[last * 99 / 100],
                milliseconds[last]);
        return milliseconds[last / 2];
    }

    private Answer get(String path) {
        String scope = path.startsWith(EVENTS) ? "read:gdm_telemetry_audit" : "read:gdm_telemetry_all";
        return Client.bearing(Tokens.of("system_id", "benchmark", scope))
                .at(node)
                .get(path);
    }

    private long uses(String index) {
        return number("select coalesce(idx_scan, 0) from pg_stat_user_indexes where indexrelname = '" + index + "'");
    }

    private long scansOfTables() {
        return number(
                "select sum(seq_scan) from pg_stat_user_tables where " + OF_TABLES.replace("tablename", "relname"));
    }

    private List<String> texts(String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = environment.rows().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return List.copyOf(texts);
    }

    private long number(String query) {
        try (Connection connection = environment.rows().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = environment.rows().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
