package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Figures about the fleet. */
class FiguresIT extends Contract {
    private static final String ADOPTION = "/dhos/v1/analytics/adoption";
    private static final String PLATFORMS = "/dhos/v1/analytics/platforms";
    private static final String ACTIVITY = "/dhos/v1/analytics/activity";
    private static final String METERS = "/dhos/v1/analytics/meters";
    private static final String OUTDATED = "/dhos/v1/analytics/outdated";

    private final Fleet fleet = Fleet.empty();

    /** Each point in time counts people by the version that they then had last, in the order of versions: 1.10 is after 1.9. */
    @Test
    void adoptionFollowsPeopleOverTime() {
        fleet.installed("a", "1.10", "2020-02-10");
        fleet.installed("a", "v1.9", "2020-01-10");
        fleet.installed("b", "v1.9", "2020-01-20");
        fleet.installed("c", "1.10", "2020-03-15");

        JsonNode adoption = fleet.ask(ADOPTION, "from", "2020-01-01", "to", "2020-03-15")
                .json()
                .at("/figures/0");

        assertThat(adoption.get("kind").asString()).isEqualTo("patient");
        assertThat(adoption.get("app_product").asString()).isEqualTo(fleet.product());
        assertThat(adoption.get("versions").valueStream().map(JsonNode::asString))
                .containsExactly("v1.9", "1.10");
        assertThat(points(adoption))
                .containsExactly("2020-01-15: 1 of 1, 0", "2020-02-15: 1 of 2, 1", "2020-03-15: 1 of 3, 2");
        assertThat(adoption.at("/points/1/versions/0/share").asDouble()).isEqualTo(0.5);
        assertThat(adoption.at("/points/2/versions/1/share").asDouble()).isEqualTo(0.666667);
    }

    /** By day and by week the last point is the last day as well. */
    @ParameterizedTest
    @CsvSource({"day, 15, 2020-01-31", "week, 3, 2020-01-31", "month, 1, 2020-01-31"})
    void pointsEndOnTheLastDay(String period, int points, String last) {
        fleet.installed("a", "1", "2020-01-01");

        JsonNode found = fleet.ask(ADOPTION, "from", "2020-01-17", "to", last, "period", period)
                .json()
                .at("/figures/0/points");

        assertThat(found).hasSize(points);
        assertThat(found.get(points - 1).get("date").asString()).isEqualTo(last);
    }

    /** What an installation is changed to counts instead of what it was. */
    @Test
    void adoptionFollowsChanges() {
        String id = fleet.installed("a", "1", "2020-01-01").uuid();
        fleet.installed("a", "2", "2020-02-01");
        Client owner = Client.bearing(Tokens.patient("a"));

        owner.patch(
                RecordKind.PATIENT_INSTALLATION.path("a") + "/" + id,
                Body.empty().with("app_version", "3").with("date_first_launched", "2020-03-01T00:00:00Z"));

        JsonNode adoption = fleet.ask(ADOPTION, "from", "2020-01-01", "to", "2020-03-15")
                .json()
                .at("/figures/0");
        assertThat(adoption.get("versions").valueStream().map(JsonNode::asString))
                .containsExactly("2", "3");
        assertThat(points(adoption))
                .containsExactly("2020-01-15: 0 of 0, 0", "2020-02-15: 1 of 1, 0", "2020-03-15: 0 of 1, 1");
    }

    /** Versions that few ever had are put together. */
    @Test
    void adoptionTellsTheCommonestApart() {
        fleet.installed("a", "1", "2020-01-01");
        fleet.installed("b", "2", "2020-01-01");
        fleet.installed("c", "2", "2020-01-01");
        fleet.installed("d", "3", "2020-01-01");

        JsonNode point = fleet.ask(ADOPTION, "from", "2020-02-01", "to", "2020-02-01", "top", "1")
                .json()
                .at("/figures/0/points/0");

        assertThat(point.get("people").asInt()).isEqualTo(4);
        assertThat(point.at("/versions/0/name").asString()).isEqualTo("2");
        assertThat(point.at("/versions/0/people").asInt()).isEqualTo(2);
        assertThat(point.at("/other/people").asInt()).isEqualTo(2);
    }

    /** Patients and clinicians are told apart. */
    @Test
    void adoptionIsByKind() {
        fleet.installed("a", "1", "2020-01-01");
        fleet.store(RecordKind.CLINICIAN_INSTALLATION, "c", Body.clinicianInstallation());

        assertThat(fleet.ask(ADOPTION).json().get("figures")).hasSize(2);
        assertThat(fleet.ask(ADOPTION, "kind", "clinician")
                        .json()
                        .at("/figures/0/kind")
                        .asString())
                .isEqualTo("clinician");
    }

    /** Names that differ in case only are one, in the commonest spelling, and only each person's latest installation counts. */
    @Test
    void platformsAreFoldedByCase() {
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
        assertThat(platforms.at("/manufacturers/0/share").asDouble()).isEqualTo(0.75);
    }

    /** The commonest platforms come first, and the rest together, without a name, last. */
    @Test
    void platformsTellTheCommonestApart() {
        phone("a", "A", "1", "2020-01-01");
        phone("b", "B", "1", "2020-01-01");
        phone("c", "C", "1", "2020-01-01");

        JsonNode makers = fleet.ask(PLATFORMS, "top", "1").json().at("/figures/0/manufacturers");

        assertThat(shares(makers)).containsExactly("A 1", "null 2");
    }

    /** Who has two products counts once, with the latest of both; asked about one product, with the latest of that. */
    @Test
    void platformsCountWhoHasTwoProductsOnce() {
        String person = Fleet.person();
        String before = "before " + person;
        String now = "now " + person;
        Fleet newer = Fleet.empty();
        fleet.store(RecordKind.PATIENT_INSTALLATION, person, madeBy(before, "2020-01-01"));
        newer.store(RecordKind.PATIENT_INSTALLATION, person, madeBy(now, "2020-02-01"));

        JsonNode ofAll =
                Fleet.support().get(PLATFORMS + "?kind=patient&top=1000").json().at("/figures/0/manufacturers");

        assertThat(shares(ofAll)).contains(now + " 1").doesNotContain(before + " 1");
        assertThat(shares(manufacturers(fleet))).containsExactly(before + " 1");
        assertThat(shares(manufacturers(newer))).containsExactly(now + " 1");
    }

    /** New installations by period, also by those in which there were none. */
    @Test
    void activityCountsNewInstallations() {
        fleet.installed("a", "1", "2020-01-10");
        fleet.installed("a", "2", "2020-01-31");
        fleet.installed("b", "2", "2020-03-01");
        fleet.installed("b", "2", "2020-04-02");

        JsonNode activity = fleet.ask(ACTIVITY, "from", "2020-01-15", "to", "2020-04-01")
                .json()
                .at("/figures/0/periods");

        assertThat(activity.valueStream()
                        .map(step -> step.get("from").asString() + " "
                                + step.get("installations").asInt()))
                .containsExactly("2020-01-01 1", "2020-02-01 0", "2020-03-01 1", "2020-04-01 0");
    }

    /** Verifications by period and version: how many were wrong, not known, or cannot be. */
    @Test
    void metersAreCounted() {
        meter("2020-01-10", "1.10", true, 5.0);
        meter("2020-01-11", "1.10", false, 36.0);
        meter("2020-01-12", "1.9", true, 0.9);
        meter("2020-02-12", "1.9", null, null);

        JsonNode periods = fleet.ask(METERS, "from", "2020-01-01", "to", "2020-02-28")
                .json()
                .at("/figures/periods");

        assertThat(periods.valueStream()
                        .map(figure -> List.of(
                                        "from",
                                        "app_version",
                                        "verifications",
                                        "correct",
                                        "incorrect",
                                        "unknown",
                                        "implausible",
                                        "share_incorrect")
                                .stream()
                                .map(key -> figure.get(key).asString())
                                .toList()))
                .containsExactly(
                        List.of("2020-01-01", "1.9", "1", "1", "0", "0", "1", "0.0"),
                        List.of("2020-01-01", "1.10", "2", "1", "1", "0", "1", "0.5"),
                        List.of("2020-02-01", "1.9", "1", "0", "0", "1", "0", "0.0"));
    }

    /** A serial number that several patients have is told, one that a patient has verified often is not. */
    @Test
    void sharedSerialNumbersAreTold() {
        String shared = "shared " + Fleet.person();
        String own = "own " + Fleet.person();
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, "a", Body.bloodGlucoseMeter().with("serial_number", shared));
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, "b", Body.bloodGlucoseMeter().with("serial_number", shared));
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, "b", Body.bloodGlucoseMeter().with("serial_number", own));
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, "b", Body.bloodGlucoseMeter().with("serial_number", own));

        JsonNode numbers = fleet.ask(METERS, "top", "1000").json().at("/figures/shared_serial_numbers");

        assertThat(numbers.valueStream()
                        .filter(one -> one.get("serial_number").asString().equals(shared)))
                .singleElement()
                .satisfies(one -> assertThat(one.get("patients").asInt()).isEqualTo(2));
        assertThat(numbers.toString()).doesNotContain(own);
    }

    /** People whose latest version is below another, whatever they had before, page by page, and the versions they have. */
    @Test
    void outdatedPeopleAreFound() {
        Answer old = fleet.installed("a", "v1.9", "2020-01-01");
        fleet.installed("b", "1.9", "2020-01-01");
        fleet.installed("b", "1.10", "2020-02-01");
        Answer older = fleet.installed("c", "1.10-beta", "2020-01-01");

        Answer first = fleet.ask(OUTDATED, "below", "1.10", "limit", "1");
        Answer second = Client.bearing(Tokens.system()).get(OUTDATED + Fleet.next(first));

        assertThat(first.json().at("/figures/versions").valueStream().map(JsonNode::asString))
                .containsExactly("v1.9", "1.10-beta");
        assertThat(Fleet.ids(first.json().at("/figures/installations"))).containsExactly(old.uuid());
        assertThat(Fleet.ids(second.json().at("/figures/installations"))).containsExactly(older.uuid());
        assertThat(second.header("Link")).isEmpty();
        assertThat(fleet.ask(OUTDATED, "below", "1").json().at("/figures/installations"))
                .isEmpty();
    }

    /** Every answer says when it was computed and over what. */
    @ParameterizedTest
    @CsvSource({ADOPTION, PLATFORMS, ACTIVITY, METERS, OUTDATED})
    void answersSayWhenAndOverWhat(String path) {
        Instant before = Instant.now().minusSeconds(60);

        JsonNode answer =
                fleet.ask(path, path.equals(OUTDATED) ? "below" : "top", "2").json();

        if (!path.equals(ACTIVITY)) {
            assertThat(Instant.parse(answer.get("computed_at").asString())).isAfter(before);
            assertThat(answer.at("/over/app_product").asString()).isEqualTo(fleet.product());
        }
        JsonNode span = fleet.ask(ACTIVITY).json().get("over");
        assertThat(span.get("from").asString()).isLessThan(span.get("to").asString());
    }

    /** What cannot be understood is named. */
    @ParameterizedTest
    @CsvSource({
        "adoption?period=year, period",
        "adoption?from=2020-13-01, from",
        "adoption?from=2020-02-30, from",
        "adoption?from=2020-01-02&to=2020-01-01, from",
        "adoption?from=2010-01-01&to=2020-01-01&period=day, period",
        "adoption?to=0000-01-01, to",
        "adoption?top=0, top",
        "adoption?kind=meter, kind",
        "platforms?from=2020-01-01, from",
        "activity?top=1, top",
        "meters?kind=patient, kind",
        "outdated?below=1, app_product",
        "outdated?app_product=a, below",
        "outdated?app_product=a&below=1&cursor=x, cursor"
    })
    void badParameterIsNamed(String question, String name) {
        Answer refused = Client.bearing(Tokens.system()).get("/dhos/v1/analytics/" + question);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).startsWith(name + ": ");
    }

    private static List<String> points(JsonNode adoption) {
        return adoption.get("points")
                .valueStream()
                .map(point -> point.get("date").asString() + ": "
                        + point.at("/versions/0/people").asInt() + " of "
                        + point.get("people").asInt() + ", "
                        + point.at("/versions/1/people").asInt())
                .toList();
    }

    private static List<String> shares(JsonNode groups) {
        return groups.valueStream()
                .map(group -> group.get("name").asString("null") + " "
                        + group.get("people").asInt())
                .toList();
    }

    private static JsonNode manufacturers(Fleet fleet) {
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

    private void meter(String day, String version, Boolean correct, Double value) {
        Body body = Body.bloodGlucoseMeter()
                .with("date_verified", day + "T00:00:00Z")
                .with("app_version", version)
                .without("is_bg_value_correct")
                .without("blood_glucose_value");
        body = correct == null ? body : body.with("is_bg_value_correct", correct);
        fleet.store(
                RecordKind.BLOOD_GLUCOSE_METER, "p", value == null ? body : body.with("blood_glucose_value", value));
    }
}
