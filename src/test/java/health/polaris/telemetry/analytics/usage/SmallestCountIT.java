package health.polaris.telemetry.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Figures for publication: a second server suppresses numbers below five. */
class SmallestCountIT extends Contract {
    private static final String ADOPTION = "/dhos/v1/analytics/adoption";
    private static final String PLATFORMS = "/dhos/v1/analytics/platforms";
    private static final String ACTIVITY = "/dhos/v1/analytics/activity";
    private static final String OUTDATED = "/dhos/v1/analytics/outdated";
    private static final String METERS = "/dhos/v1/analytics/meters";

    private static LocalServer server;

    private final TestFleet fleet = TestFleet.empty();

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("MIN_ANALYTICS_COUNT", "5");
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        server.awaitRunning();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Versions of five people are reported, versions of four suppressed. */
    @Test
    void smallVersionsAreSuppressed() {
        phones(5, "1", "2020-01-01");
        phones(4, "2", "2020-01-01");
        phones(4, "3", "2020-01-01");
        String today = LocalDate.now(ZoneOffset.UTC).toString();

        JsonNode point = ask(ADOPTION, "from", today, "to", today).at("/0/points/0");

        assertThat(point.get("people").asInt()).isEqualTo(13);
        assertThat(reported(point.get("versions"))).containsExactly("1 5 0.384615", "2 null null", "3 null null");
    }

    /** A product of four people is suppressed, including its total. */
    @Test
    void smallTotalIsSuppressed() {
        phones(4, "1", "2020-01-01");

        assertThat(ask(ADOPTION).at("/0/points/24/people").isNull()).isTrue();
        assertThat(ask(PLATFORMS, "kind", "patient").at("/0/people").isNull()).isTrue();
    }

    /** Changes below the smallest number are suppressed, and so is the total that would reveal them. */
    @Test
    void smallNumbersOfChangesAreSuppressed() throws SQLException {
        phones(6, "1", "2020-01-01");
        String of = " where app_product = '" + fleet.product() + "'";
        Database.execute("update mobile set app_version = '2'" + of);
        Database.execute("update mobile set model = 'b' where uuid in (select uuid from mobile" + of + " limit 2)");
        Database.execute("update mobile_history set superseded = '2095-01-01T12:00:00Z'" + of);

        JsonNode step = TestFleet.support()
                .at(server.uri())
                .get("/dhos/v1/analytics/changes?from=2095-01-01&to=2095-01-01&kind=patient")
                .json()
                .at("/figures/0/periods/0");

        assertThat(step.get("changed").isNull()).isTrue();
        assertThat(step.at("/fields/app_version").asInt()).isEqualTo(6);
        assertThat(step.at("/fields/model").isNull()).isTrue();
    }

    /** Systems of five people are reported, systems of four suppressed with their subgroups. */
    @Test
    void smallPlatformsAreSuppressed() {
        phones(5, "1", "2020-01-01");
        phones(4, "2", "2020-01-01");
        phones(4, "3", "2020-01-01");

        JsonNode platforms = ask(PLATFORMS, "kind", "patient").get(0);

        assertThat(platforms.get("people").asInt()).isEqualTo(13);
        for (String groups : List.of("os", "manufacturers")) {
            assertThat(reported(platforms.get(groups)))
                    .containsExactly("of 1 5 0.384615", "of 2 null null", "of 3 null null");
            assertThat(reported(platforms.at("/" + groups + "/0/parts"))).containsExactly("of 1 5 1.0");
            assertThat(platforms.at("/" + groups + "/1/parts")).isEmpty();
        }
    }

    /** Five new installations and zero are reported, four are suppressed. */
    @Test
    void smallActivityIsSuppressed() {
        phones(5, "1", "2020-01-01");
        phones(4, "1", "2020-01-02");

        JsonNode periods = ask(ACTIVITY, "from", "2020-01-01", "to", "2020-01-03", "period", "day")
                .at("/0/periods");

        assertThat(periods.valueStream().map(one -> one.get("installations").asString("null")))
                .containsExactly("5", "null", "0");
    }

    /** The total of a response is suppressed where it would reveal a suppressed number of people. */
    @Test
    void totalRevealsNoSuppressedNumber() {
        phones(6, "1", "2020-01-01");
        assertThat(total(ADOPTION)).isEqualTo("6");
        assertThat(total(PLATFORMS)).isEqualTo("6");
        assertThat(total(ACTIVITY, "from", "2020-01-01", "to", "2020-01-31")).isEqualTo("6");
        assertThat(total(OUTDATED, "below", "2")).isEqualTo("6");

        phones(2, "2", "2020-02-01");
        fleet.installedOnComputer("c", "2", "2020-01-01");

        assertThat(total(ADOPTION)).isEqualTo("null");
        assertThat(total(PLATFORMS)).isEqualTo("null");
        assertThat(total(ACTIVITY, "from", "2020-01-01", "to", "2020-02-28")).isEqualTo("null");
        assertThat(total(OUTDATED, "below", "2")).isEqualTo("null");
    }

    /** The number of values that are probably in mg/dL is suppressed with the number of other implausible ones. */
    @Test
    void fewImplausibleValuesAreSuppressed() {
        IntStream.range(0, 8)
                .forEach(patient -> fleet.store(
                        RecordKind.BLOOD_GLUCOSE_METER,
                        TestFleet.person(),
                        Body.bloodGlucoseMeter().with("blood_glucose_value", patient < 2 ? 0.5 : 97)));

        JsonNode period = ask(METERS, "from", "2020-02-01", "to", "2020-02-29").at("/periods/0");

        assertThat(period.get("implausible").asInt()).isEqualTo(8);
        assertThat(period.get("unit_suspect").isNull()).isTrue();
    }

    private String total(String path, String... parameters) {
        return fleet.ask(TestFleet.support().at(server.uri()), path, parameters)
                .json()
                .get("total")
                .asString("null");
    }

    /** Five verifications are reported, four suppressed. */
    @Test
    void fewVerificationsAreSuppressed() {
        verified("1", "serial number", 5);
        verified("2", "serial number", 4);

        JsonNode periods = ask(METERS, "from", "2020-02-01", "to", "2020-02-29").get("periods");

        assertThat(periods.valueStream()
                        .map(one -> one.get("verifications").asString("null") + " "
                                + one.get("correct").asString("null") + " "
                                + one.get("incorrect").asString("null") + " "
                                + one.get("share_incorrect").asString("null")))
                .containsExactly("5 5 0 0.0", "null null 0 0.0");
    }

    /** A serial number of five patients is reported with its counts, one of four without. */
    @Test
    void fewPatientsOfASerialNumberAreSuppressed() {
        String suffix = TestFleet.person();
        verified("1", "five " + suffix, 5);
        verified("1", "four " + suffix, 4);

        JsonNode numbers = ask(METERS, "top", "1000").get("shared_serial_numbers");

        assertThat(numbers.valueStream()
                        .filter(one -> one.get("serial_number").asString().endsWith(suffix))
                        .map(one -> one.get("patients").asString("null") + " "
                                + one.get("verifications").asString("null")))
                .containsExactly("5 5", "null null");
    }

    private JsonNode ask(String path, String... parameters) {
        return fleet.ask(TestFleet.support().at(server.uri()), path, parameters)
                .json()
                .get("figures");
    }

    /** Stores installations of a version for new patients. The name of each platform derives from the version. */
    private void phones(int patients, String version, String day) {
        Body installation =
                Body.patientInstallation().with("app_version", version).with("date_first_launched", day + "T00:00:00Z");
        for (String field : List.of("phone_os", "phone_os_version", "manufacturer", "model")) {
            installation = installation.with(field, "of " + version);
        }
        for (int patient = 0; patient < patients; patient++) {
            fleet.store(RecordKind.PATIENT_INSTALLATION, TestFleet.person(), installation);
        }
    }

    /** Stores meter verifications for new patients. */
    private void verified(String version, String serialNumber, int patients) {
        IntStream.range(0, patients)
                .forEach(patient -> fleet.store(
                        RecordKind.BLOOD_GLUCOSE_METER,
                        TestFleet.person(),
                        Body.bloodGlucoseMeter().with("app_version", version).with("serial_number", serialNumber)));
    }

    private static List<String> reported(JsonNode groups) {
        return groups.valueStream()
                .map(group -> group.get("name").asString("null") + " "
                        + group.get("people").asString("null") + " "
                        + group.get("share").asString("null"))
                .toList();
    }
}
