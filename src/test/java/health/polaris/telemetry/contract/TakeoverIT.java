package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The service on a database filled by the original service. */
@Tag("database")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TakeoverIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>(System.getenv());

    /**
     * Old rows are returned together with new ones, as the original service returned them, but in UTC if they have no
     * offset.
     */
    @Test
    void rowsOfTheOriginalAreServed() throws Exception {
        int port = Ports.orAnyFree(0);
        environment.put("DATABASE_PORT", Integer.toString(port));
        try (LocalDatabase database = LocalDatabase.throwAway(
                Path.of("target/test-database-of-the-original").toAbsolutePath(),
                port,
                environment.get("DATABASE_NAME"),
                environment.get("DATABASE_USER"),
                environment.get("DATABASE_PASSWORD"))) {
            fill(database);
            LocalServer server = LocalServer.start(PROJECT, Ports.orAnyFree(0), environment, System.out::println);
            try (server) {
                server.awaitRunning();
                assertThat(server.output())
                        .anyMatch(line -> line.contains("Taking over the original service's database."));
                Client patient = Client.patient("p1").at(server.uri());
                Client clinician = Client.clinician("c1").at(server.uri());

                JsonNode old =
                        patient.get("/dhos/v1/patient/p1/installation/m-old").json();
                assertThat(old.get("date_first_launched").asString()).isEqualTo("2018-01-01T00:30:00.123+01:00");
                assertThat(old.get("created").asString()).isEqualTo("2018-01-02T03:04:05.678Z");
                assertThat(old.get("model").asString()).isEqualTo("s70001");

                JsonNode latest =
                        patient.get("/dhos/v1/patient/p1/latest_installation").json();
                assertThat(latest.get("uuid").asString()).isEqualTo("m-new");
                assertThat(latest.get("date_first_launched").asString()).isEqualTo("2017-12-31T19:00:00.000-05:30");
                assertThat(latest.get("modified_by").asString()).isEqualTo("device-9");

                JsonNode desktop = clinician
                        .get("/dhos/v1/clinician/c1/latest_installation")
                        .json();
                assertThat(desktop.get("date_first_used").asString()).isEqualTo("1969-12-31T23:59:59.999Z");
                assertThat(desktop.get("ip_address").asString()).isEqualTo("195.189.79.280");

                Client support = Client.bearing(Tokens.system()).at(server.uri());
                String unusualOffsets =
                        support.get("/dhos/v1/installation?app_product=GDM").text();
                assertThat(unusualOffsets)
                        .contains("\"date_first_launched\":\"2018-01-01T00:30:00.000Z\"")
                        .contains("\"date_first_used\":\"2018-01-01T00:30:00.000Z\"");

                String meter = "/dhos/v1/patient/p1/blood_glucose_meter/b-one";
                assertThat(patient.get(meter).json().get("date_verified").asString())
                        .isEqualTo("2019-08-11T10:59:50.123Z");
                assertThat(patient.get(meter).json().get("is_bg_value_correct").isNull())
                        .isTrue();
                JsonNode untouched = patient.get(meter + "/history").json();
                JsonNode verified =
                        patient.patch(meter, "{\"is_bg_value_correct\":true}").json();
                assertThat(verified.get("is_bg_value_correct").asBoolean()).isTrue();
                assertThat(verified.get("created").asString()).isEqualTo("2019-01-02T03:04:05.000Z");

                assertUnknownBefore(untouched);
                JsonNode history = patient.get(meter + "/history").json();
                assertThat(history.at("/versions/0/operation").asString()).isEqualTo("update");
                assertThat(history.at("/versions/1/valid_to")).isEqualTo(history.at("/versions/0/valid_from"));
                assertThat(history.at("/versions/1/valid_from")).isEqualTo(untouched.get("known_since"));

                RecordKind kind = RecordKind.PATIENT_INSTALLATION;
                assertThat(patient.post(kind.path("p1"), kind.body()).status()).isEqualTo(200);
            }
        }
    }

    /** The history starts at the takeover. When, how and by whom the first version began is unknown. */
    private static void assertUnknownBefore(JsonNode history) {
        JsonNode version = history.at("/versions/0");
        assertThat(history.get("versions")).hasSize(1);
        assertThat(Instant.parse(history.get("known_since").asString()))
                .isBetween(Instant.now().minusSeconds(300), Instant.now());
        assertThat(version.get("valid_from")).isEqualTo(history.get("known_since"));
        assertThat(version.get("created").asString()).isEqualTo("2019-01-02T03:04:05.000Z");
        assertThat(version.get("operation").isNull()).isTrue();
        assertThat(version.get("changed_by").isNull()).isTrue();
        assertThat(version.get("changed")).isEmpty();
    }

    private void fill(LocalDatabase database) throws Exception {
        String url =
                "jdbc:postgresql://" + database.host() + ":" + database.port() + "/" + environment.get("DATABASE_NAME");
        try (InputStream script = TakeoverIT.class.getResourceAsStream("/original-database.sql");
                Connection connection = DriverManager.getConnection(
                        url, environment.get("DATABASE_USER"), environment.get("DATABASE_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
