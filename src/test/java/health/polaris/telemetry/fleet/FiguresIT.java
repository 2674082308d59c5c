package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

    /** Every answer says when it was computed. */
    @ParameterizedTest
    @CsvSource({ADOPTION, PLATFORMS, ACTIVITY, METERS, OUTDATED + "?below=2&app_product=GDM"})
    void answersSayWhenTheyWereComputed(String question) {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        JsonNode answer = Fleet.support().get(question).json();

        assertThat(Instant.parse(answer.get("computed_at").asString())).isBetween(before, Instant.now());
    }

    /** Every answer says over what it was computed: what was asked for, and the days and the period where none were. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adoption?to=2020-02-29&kind=patient&top=3 | kind=patient top=3 from=2018-02-28 to=2020-02-29 period=month",
                "platforms?kind=clinician&top=3            | kind=clinician top=3",
                "platforms                                 | ''",
                "activity?from=2020-01-31&to=2020-02-29    | from=2020-01-31 to=2020-02-29 period=month",
                "meters?to=2020-03-31&period=week&top=3    | top=3 from=2018-03-31 to=2020-03-31 period=week",
                "outdated?app_product=none&below=2&limit=3 | app_product=none below=2"
            })
    void answersSayOverWhat(String question, String over) {
        JsonNode answer = Fleet.support().get("/dhos/v1/analytics/" + question).json();

        assertThat(answer.get("over")
                        .propertyStream()
                        .map(one -> one.getKey() + "=" + one.getValue().asString()))
                .containsExactlyInAnyOrder(over.isEmpty() ? new String[0] : over.split(" "));
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
}
