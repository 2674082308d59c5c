package health.polaris.telemetry.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Platforms of the latest installation of each person. */
class PlatformsIT extends Contract {
    private static final String PLATFORMS = "/dhos/v1/analytics/platforms";

    private final TestFleet fleet = TestFleet.empty();

    /**
     * Names that differ only in case are one group, under the most frequent spelling. Only the latest installation of
     * a person counts.
     */
    @Test
    void platformsAreGroupedIgnoringCase() {
        phone("a", "Samsung", "S7", "2020-01-01");
        phone("b", "SAMSUNG", "s7", "2020-01-01");
        phone("c", "Samsung", "S7", "2020-01-01");
        phone("c", "Google", "Pixel", "2019-01-01");
        phone("d", "Google", "Pixel", "2020-01-01");

        JsonNode platforms = fleet.ask(PLATFORMS).json().at("/figures/0");

        assertThat(platforms.get("people").asInt()).isEqualTo(4);
        assertThat(shares(platforms.get("manufacturers"))).containsExactly("Samsung 3", "Google 1");
        assertThat(shares(platforms.at("/manufacturers/0/parts"))).containsExactly("S7 3");
        assertThat(shares(platforms.get("os"))).containsExactly("android 4");
        assertThat(shares(platforms.at("/os/0/parts"))).containsExactly("8.0 4");
        assertThat(platforms.at("/manufacturers/0/share").asDouble()).isEqualTo(0.75);
    }

    /** The largest platforms come first; the remainder comes last and has no name. */
    @Test
    void platformsBeyondTheLimitAreMerged() {
        phone("a", "A", "1", "2020-01-01");
        phone("b", "B", "1", "2020-01-01");
        phone("c", "C", "1", "2020-01-01");

        JsonNode makers = fleet.ask(PLATFORMS, "top", "1").json().at("/figures/0/manufacturers");

        assertThat(shares(makers)).containsExactly("A 1", "null 2");
    }

    /**
     * A person with two products counts once, with the latest installation of both. A query for one product uses the
     * latest of that product.
     */
    @Test
    void personWithTwoProductsCountsOnce() {
        String person = TestFleet.person();
        String oldMaker = "old maker " + person;
        String newMaker = "new maker " + person;
        TestFleet newer = fleet.other();
        fleet.store(RecordKind.PATIENT_INSTALLATION, person, madeBy(oldMaker, "2020-01-01"));
        newer.store(RecordKind.PATIENT_INSTALLATION, person, madeBy(newMaker, "2020-02-01"));

        JsonNode allProducts = TestFleet.support()
                .get(PLATFORMS + "?kind=patient&top=1000")
                .json()
                .at("/figures/0/manufacturers");

        assertThat(shares(allProducts)).contains(newMaker + " 1").doesNotContain(oldMaker + " 1");
        assertThat(shares(manufacturers(fleet))).containsExactly(oldMaker + " 1");
        assertThat(shares(manufacturers(newer))).containsExactly(newMaker + " 1");
    }

    /** Installations of clinicians have no manufacturer. Only the latest of each clinician counts. */
    @Test
    void computersAreReportedSeparately() {
        computer("a", "Windows", "11", "2020-01-02");
        computer("a", "macOS", "14", "2020-01-01");
        computer("b", "Windows", "10", "2020-01-01");
        computer("c", "Linux", "6", "2020-01-01");
        computer("d", "Windows", "10", "2020-01-01");
        fleet.other().installedOnComputer("e", "1", "2020-01-01");

        JsonNode figures = fleet.ask(PLATFORMS, "kind", "clinician").json().get("figures");

        assertThat(figures).hasSize(1);
        JsonNode platforms = figures.get(0);
        assertThat(platforms.get("kind").asString()).isEqualTo("clinician");
        assertThat(platforms.get("people").asInt()).isEqualTo(4);
        assertThat(shares(platforms.get("os"))).containsExactly("Windows 3", "Linux 1");
        assertThat(platforms.at("/os/0/share").asDouble()).isEqualTo(0.75);
        assertThat(shares(platforms.at("/os/0/parts"))).containsExactly("10 2", "11 1");
        assertThat(platforms.at("/os/0/parts/0/share").asDouble()).isEqualTo(0.666667);
        assertThat(platforms.get("manufacturers")).isEmpty();
    }

    /** Of a clinician's installations with equal dates of first use, the one with the greater version counts. */
    @Test
    void greaterVersionCountsIfTimesAreEqual() {
        String day = "2020-01-01T00:00:00Z";
        fleet.store(
                RecordKind.CLINICIAN_INSTALLATION,
                "a",
                Body.clinicianInstallation()
                        .with("date_first_used", day)
                        .with("app_version", "2")
                        .with("desktop_os", "new"));
        fleet.store(
                RecordKind.CLINICIAN_INSTALLATION,
                "a",
                Body.clinicianInstallation()
                        .with("date_first_used", day)
                        .with("app_version", "1")
                        .with("desktop_os", "old"));

        assertThat(shares(fleet.ask(PLATFORMS, "kind", "clinician").json().at("/figures/0/os")))
                .containsExactly("new 1");
    }

    /** Without a kind, the response has both, patients first, including a kind without people. */
    @Test
    void bothKindsAreReportedByDefault() {
        computer("a", "Windows", "11", "2020-01-01");

        JsonNode both = fleet.ask(PLATFORMS).json().get("figures");
        JsonNode patients = fleet.ask(PLATFORMS, "kind", "patient").json().get("figures");

        assertThat(both.valueStream()
                        .map(figure -> figure.get("kind").asString() + " "
                                + figure.get("people").asInt()))
                .containsExactly("patient 0", "clinician 1");
        assertThat(patients.valueStream()).containsExactly(both.get(0));
        assertThat(both.at("/0/os")).isEmpty();
    }

    /**
     * The 3,000 largest models are reported separately, the others of a manufacturer are merged, and every person is
     * counted.
     */
    @Test
    void modelsAreBounded() throws SQLException {
        phone("a", "1", "most", "2020-01-01");
        phone("b", "1", "most", "2020-01-01");
        Database.execute(ManyPhones.of(3_200)
                .with("app_product", "'" + fleet.product() + "'")
                .with("manufacturer", "n % 4")
                .with("model", "n")
                .insert());

        List<JsonNode> makers = fleet.ask(PLATFORMS, "kind", "patient", "top", "1000")
                .json()
                .at("/figures/0/manufacturers")
                .valueStream()
                .toList();

        assertThat(makers.stream().map(one -> one.get("people").asInt())).containsExactly(802, 800, 800, 800);
        assertThat(shares(makers.get(0).get("parts"))).contains("most 2");
        assertThat(makers.stream()
                        .flatMap(one -> one.get("parts").valueStream())
                        .filter(part -> !part.get("name").isNull()))
                .hasSize(3_000);
        assertThat(makers.stream()
                        .flatMap(one -> one.get("parts").valueStream())
                        .mapToInt(part -> part.get("people").asInt())
                        .sum())
                .isEqualTo(3_202);
    }

    /** Overlong names are truncated. */
    @Test
    void overlongNamesAreTruncated() {
        phone("a", "A".repeat(1_000), "B".repeat(1_000), "2020-01-01");

        JsonNode makers = fleet.ask(PLATFORMS, "kind", "patient").json().at("/figures/0/manufacturers");

        assertThat(shares(makers)).containsExactly("A".repeat(100) + " 1");
        assertThat(shares(makers.at("/0/parts"))).containsExactly("B".repeat(100) + " 1");
    }

    private static List<String> shares(JsonNode groups) {
        return groups.valueStream()
                .map(group -> group.get("name").asString("null") + " "
                        + group.get("people").asInt())
                .toList();
    }

    private static JsonNode manufacturers(TestFleet fleet) {
        return fleet.ask(PLATFORMS).json().at("/figures/0/manufacturers");
    }

    private static Body madeBy(String manufacturer, String day) {
        return Body.patientInstallation()
                .with("manufacturer", manufacturer)
                .with("date_first_launched", day + "T00:00:00Z");
    }

    private void phone(String patient, String manufacturer, String model, String day) {
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                patient,
                Body.patientInstallation()
                        .with("manufacturer", manufacturer)
                        .with("model", model)
                        .with("date_first_launched", day + "T00:00:00Z"));
    }

    private void computer(String clinician, String os, String version, String day) {
        fleet.store(
                RecordKind.CLINICIAN_INSTALLATION,
                clinician,
                Body.clinicianInstallation()
                        .with("desktop_os", os)
                        .with("desktop_os_version", version)
                        .with("date_first_used", day + "T00:00:00Z"));
    }
}
