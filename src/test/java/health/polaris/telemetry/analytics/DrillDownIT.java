package health.polaris.telemetry.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The groups of figures have the addresses of the searches that list their people or records. */
class DrillDownIT extends Contract {
    private static final String ANALYTICS = "/dhos/v1/analytics/";

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    @BeforeEach
    void fill() {
        String longModel = "M".repeat(200);
        phone(person, "1.9.0", "Samsung", "S7", "2020-01-01");
        phone(person, "2.0", "Samsung", "S8", "2020-02-01");
        phone(TestFleet.person(), "v1.9.0", "SAMSUNG", "s7 ", "2020-01-02");
        phone(TestFleet.person(), "1.9.0", "Samsung", longModel, "2020-01-03");
        phone(TestFleet.person(), "1.9.0", "A&B=%", "c d", "2020-03-01");
        fleet.installedOnComputer(person, "1.9.0", "2020-01-01");
        fleet.other().installed(person, "1", "2021-01-01");
    }

    /** Platforms of one product and several versions: who still has them, and on which models. */
    @Test
    void platformsListTheirPeople() {
        JsonNode platforms = fleet.ask(ANALYTICS + "platforms", "app_version", "1.9.0", "app_version", "v1.9.0")
                .json();
        JsonNode phones = platforms.at("/figures/0");

        assertThat(platforms.get("total").asLong()).isEqualTo(4);
        assertThat(phones.get("people").asLong()).isEqualTo(3);
        assertThat(phones.get("manufacturers")).hasSize(2);
        for (String list : new String[] {"os", "manufacturers"}) {
            for (JsonNode group : phones.get(list)) {
                assertThat(people(group))
                        .as(group.toString())
                        .isEqualTo(group.get("people").asLong());
                for (JsonNode part : group.get("parts")) {
                    assertThat(people(part))
                            .as(part.toString())
                            .isEqualTo(part.get("people").asLong());
                }
            }
        }
    }

    /** Platforms of several versions have a limited number of them. */
    @Test
    void platformsHaveAtMostFiftyVersions() {
        assertThat(TestFleet.support()
                        .get(ANALYTICS + "platforms?top=1" + "&app_version=1".repeat(51))
                        .detail())
                .startsWith("app_version: ");
    }

    /** Adoption lists who has a product, and each version, now. */
    @Test
    void adoptionListsItsPeople() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();

        JsonNode adoption = fleet.ask(ANALYTICS + "adoption", "kind", "patient", "from", today, "to", today)
                .json()
                .at("/figures/0");

        assertThat(people(adoption.get("href")))
                .isEqualTo(adoption.at("/points/0/people").asLong());
        assertThat(adoption.get("version_hrefs")).hasSameSizeAs(adoption.get("versions"));
        for (int version = 0; version < adoption.get("versions").size(); version++) {
            assertThat(people(adoption.get("version_hrefs").get(version)))
                    .isEqualTo(adoption.at("/points/0/versions/" + version + "/people")
                            .asLong());
        }
    }

    /** Activity lists the installations of a product in its range. */
    @Test
    void activityListsItsInstallations() {
        JsonNode activity = fleet.ask(
                        ANALYTICS + "activity",
                        "kind",
                        "patient",
                        "from",
                        "2020-01-02",
                        "to",
                        "2020-02-01",
                        "period",
                        "day")
                .json()
                .at("/figures/0");

        assertThat(counted(activity.get("href")).get("records").asLong()).isEqualTo(3);
        assertThat(activity.get("periods").valueStream().filter(step -> step.has("href")))
                .hasSize(3)
                .allSatisfy(step -> assertThat(
                                counted(step.get("href")).get("records").asLong())
                        .isEqualTo(step.get("installations").asLong()));
    }

    /** A period of activity lists no installations from outside of the range. */
    @Test
    void stepsOfActivityEndWithTheRange() {
        JsonNode months = fleet.ask(ANALYTICS + "activity", "kind", "patient", "from", "2020-01-02", "to", "2020-02-01")
                .json()
                .at("/figures/0/periods");

        assertThat(months.valueStream()
                        .map(step -> counted(step.get("href")).get("records").asLong()))
                .containsExactly(2L, 1L);
    }

    /** Adoption lists who has a version that cannot be compared. */
    @Test
    void adoptionListsUnreadableVersions() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String patient = TestFleet.person();
        phone(patient, "unknown", "Samsung", "S7", "2020-01-01");
        fleet.installedOnComputer(TestFleet.person(), "unknown", "2020-01-01");

        JsonNode adoption = fleet.ask(ANALYTICS + "adoption", "kind", "patient", "from", today, "to", today)
                .json()
                .at("/figures/0");
        JsonNode listed = TestFleet.support()
                .get(URI.create(ANALYTICS + "adoption")
                        .resolve(adoption.get("unreadable_href").asString())
                        .toString())
                .json();

        assertThat(adoption.at("/points/0/unreadable/people").asLong()).isEqualTo(1);
        assertThat(listed.at("/figures/installations")
                        .valueStream()
                        .map(one -> one.get("patient_id").asString()))
                .containsExactly(patient);
    }

    /** Meters list their verifications by period and version, and shared serial numbers. */
    @Test
    void metersListTheirVerifications() {
        for (String day : new String[] {"2020-01-01", "2020-01-31", "2020-02-01"}) {
            fleet.store(
                    RecordKind.BLOOD_GLUCOSE_METER,
                    person,
                    Body.bloodGlucoseMeter().with("date_verified", day + "T12:00:00Z"));
        }

        JsonNode periods = fleet.ask(ANALYTICS + "meters", "from", "2020-01-02", "to", "2020-02-01")
                .json()
                .at("/figures/periods");

        assertThat(periods).hasSize(2);
        for (JsonNode period : periods) {
            assertThat(counted(period.get("href")).get("records").asLong())
                    .isEqualTo(period.get("verifications").asLong());
        }
    }

    /** Outdated versions that cannot be compared have the list of their people. */
    @Test
    void unreadableVersionsListTheirPeople() {
        phone(TestFleet.person(), "unknown", "Samsung", "S7", "2020-01-01");

        JsonNode unreadable = fleet.ask(ANALYTICS + "outdated", "below", "2", "kind", "patient")
                .json()
                .at("/figures/unreadable");
        JsonNode listed = TestFleet.support()
                .get(URI.create(ANALYTICS + "outdated")
                        .resolve(unreadable.get("href").asString())
                        .toString())
                .json();

        assertThat(listed.at("/figures/installations")).hasSize(1);
        assertThat(listed.at("/figures/installations/0/app_version").asString()).isEqualTo("unknown");
    }

    private void phone(String patient, String version, String manufacturer, String model, String day) {
        fleet.store(
                RecordKind.PATIENT_INSTALLATION,
                patient,
                Body.patientInstallation()
                        .with("app_version", version)
                        .with("manufacturer", manufacturer)
                        .with("model", model)
                        .with("date_first_launched", day + "T08:00:00Z"));
    }

    private static long people(JsonNode group) {
        return counted(group.isObject() ? group.get("href") : group)
                .get("people")
                .asLong();
    }

    private static JsonNode counted(JsonNode href) {
        return TestFleet.support()
                .get(URI.create(ANALYTICS + "platforms").resolve(href.asString()) + "&count=true")
                .json();
    }
}
