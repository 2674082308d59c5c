package health.polaris.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.LockedTables;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports of searches. */
class ExportIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** CSV has a header row and a row for each record, with line ends and quotes of RFC 4180. */
    @Test
    void csvConformsToRfc4180() {
        Answer stored = fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", "a \"b\", c\nd").with("display_name", "é"));

        Answer csv = export(CSV, "kind", "patient");

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type").replace(" ", "").toLowerCase(Locale.ROOT))
                .isEqualTo("text/csv;charset=utf-8");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"installations.csv\"");
        assertThat(csv.header("X-Accel-Buffering")).isEqualTo("no");
        assertThat(csv.header("Content-Length") + csv.header("Transfer-Encoding"))
                .isNotEmpty();
        assertThat(csv.text())
                .startsWith(("patient_id,unique_device_code,date_first_launched,app_product,app_version,phone_os,"
                                        + "phone_os_version,manufacturer,model,display_name,uuid,created,created_by,"
                                        + "modified,modified_by,implausible_date,last_heard")
                                .replaceAll("\\w+", "\"$0\"")
                        + "\r\n\"" + person + "\",\"1234\",")
                .contains("\"a \"\"b\"\", c\nd\"")
                .contains("é")
                .contains(stored.json().get("created").asString())
                .endsWith("\r\n");
    }

    /** An export of both kinds has the columns of both. Missing values are empty. */
    @Test
    void csvOfBothKindsHasTheColumnsOfBoth() {
        fleet.store(RecordKind.CLINICIAN_INSTALLATION, person, Body.clinicianInstallation());
        fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());

        List<String> lines = export(CSV).text().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"phone_os\",", ",\"desktop_os\",", ",\"clinician_id\",");
        assertThat(lines.get(2)).startsWith(",\"4321\",,");
    }

    /** Text that looks like a formula is escaped. A negative number is unchanged. */
    @ParameterizedTest
    @MethodSource("formulas")
    void csvHasNoFormulas(String text, String expected) {
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER,
                person,
                Body.bloodGlucoseMeter().with("serial_number", text).with("blood_glucose_value", -1.5));

        String csv = TestFleet.support(CSV)
                .get("/dhos/v1/blood_glucose_meter?app_product=" + TestFleet.encoded(fleet.product()))
                .text();

        assertThat(csv).contains(",\"" + expected + "\",").contains(",-1.5,");
    }

    static Stream<Arguments> formulas() {
        return Stream.of(
                arguments("=1+1", "'=1+1"),
                arguments("+1", "'+1"),
                arguments("-1", "'-1"),
                arguments("@a", "'@a"),
                arguments("\t=1", "'\t'=1"),
                arguments("\r=1", "'\r'=1"),
                arguments("\uff1d1", "'\uff1d1"),
                arguments("Bob;=1+1;", "Bob;'=1+1;"),
                arguments(";=1", ";'=1"),
                arguments("a,-1", "a,'-1"),
                arguments("a\t@b", "a\t'@b"),
                arguments("a\n=1", "a\n'=1"),
                arguments("a;\"=1", "a;\"\"'=1"),
                arguments("a;;=1", "a;;'=1"),
                arguments("1-2=3", "1-2=3"));
    }

    /** A byte order mark tells Excel that the file is UTF-8. */
    @Test
    void csvMayStartWithAByteOrderMark() {
        fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());

        assertThat(export(CSV, "bom", "true").text())
                .isEqualTo("\ufeff" + export(CSV).text());
        assertThat(export(CSV, "bom", "false").text()).isEqualTo(export(CSV).text());
        assertThat(export(CSV, "bom", "true", "app_version", "none").text()).startsWith("\ufeff");
    }

    /** For a spreadsheet, texts are written so that it neither converts nor evaluates them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "007         | =\"\"007\"\"",
                "1.10        | =\"\"1.10\"\"",
                "12E5        | =\"\"12E5\"\"",
                "a\"b       | =\"\"a\"\"\"\"b\"\"",
                "a;=1        | =\"\"a;'=1\"\"",
                "=1          | =\"\"'=1\"\""
            })
    void spreadsheetKeepsTexts(String text, String expected) {
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER,
                person,
                Body.bloodGlucoseMeter().with("serial_number", text).with("blood_glucose_value", 5));

        String csv = fleet.ask(TestFleet.support(CSV), "/dhos/v1/blood_glucose_meter", "spreadsheet", "true")
                .text();

        assertThat(csv).contains(",\"" + expected + "\",").contains(",5.0,");
    }

    /** For a spreadsheet, the time of the last contact is a plain date-time, as the other times are. */
    @Test
    void spreadsheetHasPlainTimes() {
        fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());

        String csv = export(CSV, "spreadsheet", "true", "kind", "patient").text();

        assertThat(csv)
                .endsWith(
                        ",\"=\"\"" + person + "\"\"\",,\"" + lastModified(RecordKind.PATIENT_INSTALLATION) + "\"\r\n");
    }

    /** Only CSV has variants for spreadsheets. */
    @ParameterizedTest
    @CsvSource({"application/json, bom", "application/json, spreadsheet", "application/x-ndjson, bom"})
    void onlyCsvHasVariants(String format, String parameter) {
        Answer rejected = export(format, parameter, "true");

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith(parameter + ": ");
    }

    /** NDJSON has one object per line, equal to the record in the search. */
    @Test
    void ndjsonHasOneRecordPerLine() {
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", "a\nb"));
        fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());

        Answer ndjson = export(NDJSON);

        assertThat(ndjson.header("Content-Type")).startsWith(NDJSON);
        assertThat(ndjson.text().lines().map(new JsonMapper()::readTree))
                .hasSize(2)
                .containsExactlyElementsOf(fleet.ask(INSTALLATIONS).json());
    }

    /** Each record has the time when any record of the person was last created or changed, of whatever kind. */
    @ParameterizedTest
    @ValueSource(strings = {CSV, NDJSON})
    void exportHasTheTimeOfTheLastContact(String format) {
        fleet.store(RecordKind.CLINICIAN_INSTALLATION, person, Body.clinicianInstallation());
        String computer = lastModified(RecordKind.CLINICIAN_INSTALLATION);
        fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());
        fleet.store(RecordKind.BLOOD_GLUCOSE_METER, person, Body.bloodGlucoseMeter());
        String meter = lastModified(RecordKind.BLOOD_GLUCOSE_METER);
        String end = format.equals(CSV) ? ",\"" : "\"last_heard\":\"";

        List<String> lines = export(format)
                .text()
                .lines()
                .filter(line -> line.contains(person))
                .toList();

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains(end + meter);
        assertThat(lines.get(1)).contains(end + computer);
    }

    /** Records of more people than one batch holds each have the time of their person. */
    @Test
    void everyBatchHasTheTimesOfItsPeople() throws SQLException {
        Database.execute(ManyPhones.of(2_500)
                .with("app_product", "'" + fleet.product() + "'")
                .with("created", "timestamp '2020-01-01' + n * interval '1 second'")
                .with("modified", "timestamp '2021-01-01' + n * interval '1 second'")
                .insert());

        List<JsonNode> records =
                export(NDJSON).text().lines().map(new JsonMapper()::readTree).toList();

        assertThat(records)
                .hasSize(2_500)
                .allMatch(record -> record.get("last_heard").equals(record.get("modified")));
    }

    /** A HEAD request returns the headers without reading records. */
    @ParameterizedTest
    @CsvSource({"text/csv, installations.csv", "application/x-ndjson, installations.ndjson"})
    void headReadsNoRecords(String format, String file) throws Exception {
        try (LockedTables held = new LockedTables("mobile, desktop")) {
            Answer headers = TestFleet.support(format).call("HEAD", INSTALLATIONS);

            assertThat(headers.status()).isEqualTo(200);
            assertThat(headers.header("Content-Type")).startsWith(format);
            assertThat(headers.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + file + "\"");
            held.release();
        }
    }

    /** An export has the filters of the search. */
    @Test
    void exportIsFiltered() {
        fleet.installed(person, "1", "2020-01-01");
        fleet.installed(person, "2", "2020-02-01");

        assertThat(export(NDJSON, "latest", "true").text().lines()).hasSize(1);
        assertThat(export(CSV, "app_version", "3").text().lines()).hasSize(1);
    }

    /** The client's preferred format is used. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/csv                                     | text/csv",
                "TEXT/CSV; charset=utf-8                      | text/csv",
                "application/json;q=0.5, text/csv             | text/csv",
                "application/json, text/csv;q=0.5             | application/json",
                "text/html, application/x-ndjson;q=0.1        | application/x-ndjson",
                "text/csv;q=0                                 | application/json",
                "*/*                                          | application/json",
                "text/csvs                                    | application/json"
            })
    void formatIsNegotiated(String accepted, String type) {
        assertThat(TestFleet.support(accepted)
                        .get(INSTALLATIONS + "?limit=1".repeat(type.endsWith("/json") ? 1 : 0))
                        .header("Content-Type"))
                .startsWith(type);
    }

    /** Other operations do not support the export formats. */
    @Test
    void otherResponsesStayJson() {
        assertThat(TestFleet.support(CSV).get("/running").header("Content-Type"))
                .startsWith("application/json");
        assertThat(TestFleet.support(CSV)
                        .get("/dhos/v1/patient/p/latest_installation")
                        .header("Content-Type"))
                .startsWith("application/json");
    }

    /** An invalid parameter is rejected before anything is written, and so are the parameters of pages. */
    @ParameterizedTest
    @ValueSource(strings = {"colour=red", "limit=5", "cursor=x", "latest=1"})
    void badParameterIsNamed(String query) {
        Answer rejected = TestFleet.support(CSV).get(INSTALLATIONS + "?" + query);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(rejected.detail()).startsWith(query.substring(0, query.indexOf('=')) + ": ");
    }

    /** An HTTP/1.0 request is rejected, because its client could not detect an incomplete export. */
    @Test
    void exportNeedsHttp11() throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), Client.anonymous().base().getPort())) {
            String request = "GET " + INSTALLATIONS + " HTTP/1.0\r\nHost: localhost\r\nAccept: text/csv\r\n"
                    + "Authorization: Bearer " + Tokens.system().signed() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).contains(" 400 ").contains("An export needs HTTP/1.1");
        }
    }

    private String lastModified(RecordKind kind) {
        return fleet.ask(kind.search()).json().at("/0/modified").asString();
    }

    private Answer export(String format, String... parameters) {
        return fleet.ask(TestFleet.support(format), INSTALLATIONS, parameters);
    }
}
