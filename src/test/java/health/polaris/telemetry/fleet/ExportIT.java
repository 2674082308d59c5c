package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Figures;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.local.DatabaseLogin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Searches whose answer is a file. */
class ExportIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    /** More than the buffers between the service and a client can hold. */
    private static final int MANY = 40_000;

    private final Fleet fleet = Fleet.empty();
    private final String person = Fleet.person();

    /** A header row and a row for each record, ended as RFC 4180 says; a field with a comma, quote or line break is quoted. */
    @Test
    void csvKeepsToItsStandard() {
        Answer stored = fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", "a \"b\", c\nd").with("display_name", "é"));

        Answer csv = export(CSV, "kind", "patient");

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"installations.csv\"");
        assertThat(csv.header("Content-Length") + csv.header("Transfer-Encoding"))
                .isNotEmpty();
        assertThat(csv.text())
                .startsWith(
                        "patient_id,unique_device_code,date_first_launched,app_product,app_version,phone_os,"
                                + "phone_os_version,manufacturer,model,display_name,uuid,created,created_by,modified,modified_by\r\n")
                .contains("\"a \"\"b\"\", c\nd\"")
                .contains("é")
                .contains(stored.json().get("created").asString())
                .endsWith("\r\n");
    }

    /** Records of both kinds have all columns, and those that they lack are empty. */
    @Test
    void csvOfBothKindsHasTheColumnsOfBoth() {
        fleet.store(RecordKind.CLINICIAN_INSTALLATION, person, Body.clinicianInstallation());
        fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());

        List<String> lines = export(CSV).text().lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("phone_os,").contains(",desktop_os,").contains(",clinician_id,");
        assertThat(lines.get(2)).startsWith(",4321,,");
    }

    /** No text is taken for a formula by a spreadsheet; a negative number stays one. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "\uff1d1"})
    void csvHasNoFormulas(String text) {
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER,
                person,
                Body.bloodGlucoseMeter().with("serial_number", text).with("blood_glucose_value", -1.5));

        String csv = Fleet.support(CSV)
                .get("/dhos/v1/blood_glucose_meter?app_product=" + Fleet.encoded(fleet.product()))
                .text();

        assertThat(csv).contains("'" + text).contains(",-1.5,");
    }

    /** One JSON object a line, each as it is answered alone. */
    @Test
    void ndjsonHasARecordALine() {
        Answer first = fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                person,
                Body.patientInstallation().with("model", "a\nb"));
        Answer second = fleet.store(RecordKind.PATIENT_INSTALLATION, person, Body.patientInstallation());

        Answer ndjson = export(NDJSON);

        assertThat(ndjson.header("Content-Type")).startsWith(NDJSON);
        assertThat(ndjson.text().lines().map(new JsonMapper()::readTree)).containsExactly(second.json(), first.json());
    }

    /** The filters are those of the search. */
    @Test
    void exportIsFiltered() {
        fleet.installed(person, "1", "2020-01-01");
        fleet.installed(person, "2", "2020-02-01");

        assertThat(export(NDJSON, "latest", "true").text().lines()).hasSize(1);
        assertThat(export(CSV, "app_version", "3").text().lines()).hasSize(1);
    }

    /** The format is the one that the client would rather have. */
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
        assertThat(Fleet.support(accepted)
                        .get(INSTALLATIONS + "?limit=1".repeat(type.endsWith("/json") ? 1 : 0))
                        .header("Content-Type"))
                .startsWith(type);
    }

    /** Nobody else answers in these formats. */
    @Test
    void otherAnswersStayJson() {
        assertThat(Fleet.support(CSV).get("/running").header("Content-Type")).startsWith("application/json");
        assertThat(Fleet.support(CSV)
                        .get("/dhos/v1/patient/p/latest_installation")
                        .header("Content-Type"))
                .startsWith("application/json");
    }

    /** A bad parameter is told before anything is written; pages make no sense here. */
    @ParameterizedTest
    @ValueSource(strings = {"colour=red", "limit=5", "cursor=x", "latest=1"})
    void badParameterIsNamed(String query) {
        Answer refused = Fleet.support(CSV).get(INSTALLATIONS + "?" + query);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.detail()).startsWith(query.substring(0, query.indexOf('=')) + ": ");
    }

    /** An export shows one moment: what is deleted while it is read is in it all the same. */
    @Test
    void exportIsOneSnapshot() throws Exception {
        storeMany();
        try (BufferedReader lines = lines()) {
            assertThat(lines.readLine()).startsWith("{");

            execute("delete from mobile where app_product = '" + fleet.product() + "'");

            assertThat(lines.lines().count()).isEqualTo(MANY - 1);
        }
        assertThat(export(NDJSON).text()).isEmpty();
    }

    /** An export that fails when it has begun ends with a line that says so, and is no record. */
    @Test
    void failedExportSaysSo() throws Exception {
        storeMany();
        try (BufferedReader lines = lines()) {
            assertThat(lines.readLine()).startsWith("{");

            execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'polaris-telemetry-fleet'");

            List<String> rest = lines.lines().toList();
            assertThat(rest).hasSizeLessThan(MANY);
            assertThat(rest.get(rest.size() - 1))
                    .isEqualTo("{\"error\":\"This export failed here and is not complete.\"}");
        }
        execute("delete from mobile where app_product = '" + fleet.product() + "'");
        assertThat(export(CSV).status()).isEqualTo(200);
    }

    /** When the client leaves, its connection to the database is given back. */
    @Test
    void clientMayLeave() throws Exception {
        storeMany();
        try (BufferedReader lines = lines()) {
            assertThat(lines.readLine()).startsWith("{");
            assertThat(inUse()).isEqualTo(1);
        }

        Await.until(() -> inUse() == 0);
        execute("delete from mobile where app_product = '" + fleet.product() + "'");
    }

    private static double inUse() {
        return Figures.of(Client.nobody())
                .find("fleet_database_connections_in_use")
                .orElseThrow();
    }

    private BufferedReader lines() throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(Client.nobody().base() + INSTALLATIONS + "?app_product=" + Fleet.encoded(fleet.product())));
        Fleet.support(NDJSON).headers().forEach(request::header);
        return new BufferedReader(new InputStreamReader(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()
                        .send(request.build(), BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
    }

    private void storeMany() throws SQLException {
        execute(
                "insert into mobile select gen_random_uuid(), timestamp '2020-01-01' + n * interval '1 second', 'p', now(), 'p',"
                        + " 'p' || n, '1', '2020-01-01', 0, '" + fleet.product()
                        + "', '1', 'os', '1', 'maker', 'model',"
                        + " repeat('name', 100) from generate_series(1, " + MANY + ") n");
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Answer export(String format, String... parameters) {
        return fleet.ask(Fleet.support(format), INSTALLATIONS, parameters);
    }
}
