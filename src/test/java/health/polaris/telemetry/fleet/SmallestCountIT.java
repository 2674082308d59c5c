package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Path;
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

/** Figures that are to be published: a second server leaves numbers of less than five out. */
class SmallestCountIT extends Contract {
    private static final String ADOPTION = "/dhos/v1/analytics/adoption";
    private static final String PLATFORMS = "/dhos/v1/analytics/platforms";
    private static final String ACTIVITY = "/dhos/v1/analytics/activity";
    private static final String METERS = "/dhos/v1/analytics/meters";

    private static LocalServer server;

    private final Fleet fleet = Fleet.empty();

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("ANALYTICS_SMALLEST_COUNT", "5");
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        server.awaitRunning();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Five people with a version are told, and four are not. */
    @Test
    void adoption() {
        phones(5, "1", "2020-01-01");
        phones(4, "2", "2020-01-01");
        phones(4, "3", "2020-01-01");
        String today = LocalDate.now(ZoneOffset.UTC).toString();

        JsonNode point = ask(ADOPTION, "from", today, "to", today).at("/0/points/0");

        assertThat(point.get("people").asInt()).isEqualTo(13);
        assertThat(told(point.get("versions"))).containsExactly("1 5 0.384615", "2 null null", "3 null null");
    }

    /** Four people with a product are not told at all, not even as a sum. */
    @Test
    void fewPeopleAltogether() {
        phones(4, "1", "2020-01-01");

        assertThat(ask(ADOPTION).at("/0/points/24/people").isNull()).isTrue();
        assertThat(ask(PLATFORMS, "kind", "patient").at("/0/people").isNull()).isTrue();
    }

    /** Five people with a system are told, four are not; nor is anything of the parts of a group that is left out. */
    @Test
    void platforms() {
        phones(5, "1", "2020-01-01");
        phones(4, "2", "2020-01-01");
        phones(4, "3", "2020-01-01");

        JsonNode platforms = ask(PLATFORMS, "kind", "patient").get(0);

        assertThat(platforms.get("people").asInt()).isEqualTo(13);
        for (String groups : List.of("os", "manufacturers")) {
            assertThat(told(platforms.get(groups)))
                    .containsExactly("of 1 5 0.384615", "of 2 null null", "of 3 null null");
            assertThat(told(platforms.at("/" + groups + "/0/parts"))).containsExactly("of 1 5 1.0");
            assertThat(platforms.at("/" + groups + "/1/parts")).isEmpty();
        }
    }

    /** Five new installations are told, four are not, and none is told as zero. */
    @Test
    void activity() {
        phones(5, "1", "2020-01-01");
        phones(4, "1", "2020-01-02");

        JsonNode periods = ask(ACTIVITY, "from", "2020-01-01", "to", "2020-01-03", "period", "day")
                .at("/0/periods");

        assertThat(periods.valueStream().map(one -> one.get("installations").asString("null")))
                .containsExactly("5", "null", "0");
    }

    /** Five verifications are told, four are not. */
    @Test
    void verifications() {
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

    /** Five patients with a serial number are told, and four are not. */
    @Test
    void sharedSerialNumbers() {
        String mark = Fleet.person();
        verified("1", "five " + mark, 5);
        verified("1", "four " + mark, 4);

        JsonNode numbers = ask(METERS, "top", "1000").get("shared_serial_numbers");

        assertThat(numbers.valueStream()
                        .filter(one -> one.get("serial_number").asString().endsWith(mark))
                        .map(one -> one.get("patients").asString("null") + " "
                                + one.get("verifications").asString("null")))
                .containsExactly("5 5", "null null");
    }

    private JsonNode ask(String path, String... parameters) {
        return fleet.ask(Fleet.support().at(server.uri()), path, parameters)
                .json()
                .get("figures");
    }

    /** So many new patients with a version, whose phone is of a make of its own. */
    private void phones(int patients, String version, String day) {
        Body installation =
                Body.patientInstallation().with("app_version", version).with("date_first_launched", day + "T00:00:00Z");
        for (String field : List.of("phone_os", "phone_os_version", "manufacturer", "model")) {
            installation = installation.with(field, "of " + version);
        }
        for (int patient = 0; patient < patients; patient++) {
            fleet.store(RecordKind.PATIENT_INSTALLATION, Fleet.person(), installation);
        }
    }

    /** So many new patients who verified a meter. */
    private void verified(String version, String serialNumber, int patients) {
        IntStream.range(0, patients)
                .forEach(patient -> fleet.store(
                        RecordKind.BLOOD_GLUCOSE_METER,
                        Fleet.person(),
                        Body.bloodGlucoseMeter().with("app_version", version).with("serial_number", serialNumber)));
    }

    private static List<String> told(JsonNode groups) {
        return groups.valueStream()
                .map(group -> group.get("name").asString("null") + " "
                        + group.get("people").asString("null") + " "
                        + group.get("share").asString("null"))
                .toList();
    }
}
