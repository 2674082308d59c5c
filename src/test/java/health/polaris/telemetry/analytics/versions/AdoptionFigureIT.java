package health.polaris.telemetry.analytics.versions;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The versions that people currently use. */
class AdoptionFigureIT extends Contract {
    private static final String ADOPTION = "/dhos/v1/analytics/adoption";

    private final TestFleet fleet = TestFleet.empty();

    /** The last point is the current day. Each person counts once, with the latest installation of the product. */
    @Test
    void todayCounts() {
        fleet.installed("a", "1.10", "2020-02-10");
        fleet.installed("a", "v1.9", "2020-01-10");
        fleet.installed("b", "1.10", "2020-02-10");
        fleet.installed("c", "v1.9", "2020-01-10");
        fleet.other().installed("d", "1.8", "2020-01-10");

        JsonNode adoption = today().get(0);

        assertThat(adoption.get("kind").asString()).isEqualTo("patient");
        assertThat(adoption.get("app_product").asString()).isEqualTo(fleet.product());
        assertThat(names(adoption)).containsExactly("v1.9", "1.10");
        JsonNode point = last(adoption);
        assertThat(point.get("people").asInt()).isEqualTo(3);
        assertThat(shares(point)).containsExactly("v1.9 1 0.333333", "1.10 2 0.666667");
        assertThat(share(point.get("other"))).isEqualTo("null 0 0.0");
    }

    /** A changed installation counts with its current version. */
    @Test
    void changedVersionCounts() {
        String id = fleet.installed("a", "1", "2020-01-01").uuid();

        Client.patient("a")
                .patch(
                        RecordKind.PATIENT_INSTALLATION.path("a") + "/" + id,
                        Body.empty().with("app_version", "2"));

        assertThat(shares(last(today().get(0)))).containsExactly("2 1 1.0");
    }

    /** The last point is the last day of the range, by default the current day. */
    @Test
    void lastPointIsToday() {
        fleet.installed("a", "1", "2020-01-01");
        LocalDate before = LocalDate.now(ZoneOffset.UTC);

        JsonNode adoption = fleet.ask(ADOPTION).json().at("/figures/0");

        assertThat(LocalDate.parse(last(adoption).get("date").asString()))
                .isBetween(before, LocalDate.now(ZoneOffset.UTC));
    }

    /**
     * The three newest releases are always reported separately, and up to the limit the largest of the others. The
     * remaining versions are merged without a name.
     */
    @ParameterizedTest
    @CsvSource({"1, 1.11 2 3, 1.9 3.1-beta 1.10", "4, 1.10 1.11 2 3, 1.9 3.1-beta", "5, 1.9 1.10 1.11 2 3, 3.1-beta"})
    void newestReleasesAreNamed(String top, String named, String merged) {
        Map<String, Integer> people = Map.of("1.9", 2, "1.10", 3, "1.11", 1, "2", 1, "3", 1, "3.1-beta", 1);
        people.forEach((version, number) -> Stream.generate(TestFleet::person)
                .limit(number)
                .forEach(person -> fleet.installed(person, version, "2020-01-01")));

        JsonNode adoption = today("top", top).get(0);

        assertThat(names(adoption)).containsExactly(named.split(" "));
        assertThat(last(adoption).get("people").asInt()).isEqualTo(9);
        assertThat(last(adoption).at("/other/people").asInt())
                .isEqualTo(Stream.of(merged.split(" ")).mapToInt(people::get).sum());
    }

    /** Versions that cannot be read are merged in a group of their own. */
    @Test
    void unreadableVersionsAreMerged() {
        fleet.installed("a", "unknown", "2020-01-01");
        fleet.installed("b", "", "2020-01-01");
        fleet.installed("c", "1.0-dev", "2020-01-01");
        fleet.installed("d", "1.0", "2020-01-01");

        JsonNode adoption = today().get(0);

        assertThat(names(adoption)).containsExactly("1.0-dev", "1.0");
        assertThat(share(last(adoption).get("unreadable"))).isEqualTo("null 2 0.5");
        assertThat(share(last(adoption).get("other"))).isEqualTo("null 0 0.0");
    }

    /** A response says how many people its last point counts, and names the known products if its product is unknown. */
    @Test
    void responsesNameTheirPeopleAndProducts() throws SQLException {
        Database.execute(ManyPhones.of(400)
                .with("app_product", "'" + fleet.product() + "'")
                .insert());
        fleet.installedOnComputer("c", "1", "2020-01-01");

        JsonNode known = fleet.ask(ADOPTION).json();
        JsonNode unknown = new TestFleet(fleet.product().toUpperCase(Locale.ROOT))
                .ask(ADOPTION)
                .json();

        assertThat(known.get("total").asInt()).isEqualTo(401);
        assertThat(known.has("known_products")).isFalse();
        assertThat(unknown.get("total").asInt()).isZero();
        assertThat(unknown.get("figures")).isEmpty();
        assertThat(unknown.get("known_products").valueStream().map(JsonNode::asString))
                .contains(fleet.product());
    }

    /** A product that nobody had yet in the time range is known. */
    @Test
    void productWithoutPeopleInTheRangeIsKnown() {
        fleet.installed("a", "1", "2020-01-01");

        JsonNode answer =
                fleet.ask(ADOPTION, "from", "2018-01-01", "to", "2019-01-01").json();

        assertThat(answer.get("figures")).isEmpty();
        assertThat(answer.has("known_products")).isFalse();
    }

    /** Clinicians and patients are reported separately, clinicians first, unless the request selects one kind. */
    @Test
    void kindsAreReportedSeparately() {
        fleet.installed("a", "1", "2020-01-01");
        fleet.installedOnComputer("c", "2", "2020-01-02");
        fleet.installedOnComputer("c", "3", "2020-01-01");
        fleet.installedOnComputer("d", "3", "2020-01-01");

        JsonNode both = today();

        assertThat(both).hasSize(2);
        assertThat(both.at("/0/kind").asString()).isEqualTo("clinician");
        assertThat(shares(last(both.get(0)))).containsExactly("2 1 0.5", "3 1 0.5");
        assertThat(both.at("/1/kind").asString()).isEqualTo("patient");
        assertThat(shares(last(both.get(1)))).containsExactly("1 1 1.0");
        assertThat(today("kind", "clinician").valueStream()).containsExactly(both.get(0));
        assertThat(today("kind", "patient").valueStream()).containsExactly(both.get(1));
    }

    /** A person with two products counts for each. Without a product, the response has the largest products. */
    @Test
    void eachProductCounts() throws SQLException {
        TestFleet other = TestFleet.empty();
        ManyPhones phones = ManyPhones.of(300).with("patient_id", "md5('" + TestFleet.person() + "' || n)");
        Database.execute(phones.with("app_product", "'" + fleet.product() + "'").insert());
        Database.execute(phones.with("app_product", "'" + other.product() + "'")
                .with("app_version", "'2'")
                .insert());

        assertThat(figuresOfPatients())
                .filteredOn(one -> one.get("app_product").asString("").equals(fleet.product()))
                .singleElement()
                .satisfies(one -> assertThat(shares(last(one))).containsExactly("1 300 1.0"));
        assertThat(figuresOfPatients())
                .filteredOn(one -> one.get("app_product").asString("").equals(other.product()))
                .singleElement()
                .satisfies(one -> assertThat(shares(last(one))).containsExactly("2 300 1.0"));
    }

    /**
     * The 200 largest products are reported separately. All others are merged into a last one without a name, and every
     * person is counted.
     */
    @Test
    void otherProductsAreMerged() throws SQLException {
        Database.execute(ManyPhones.of(250)
                .with("patient_id", "'" + TestFleet.person() + "'")
                .with("app_product", "'" + fleet.product() + " ' || n")
                .insert());
        Database.execute(ManyPhones.of(300)
                .with("app_product", "'" + fleet.product() + "'")
                .insert());

        List<JsonNode> all = figuresOfPatients();

        assertThat(all)
                .hasSize(201)
                .last()
                .satisfies(one -> assertThat(one.get("app_product").isNull()).isTrue());
        assertThat(all.stream().map(one -> one.get("app_product").asString(""))).contains(fleet.product());
        assertThat(all.stream().mapToInt(one -> last(one).get("people").asInt()).sum())
                .isEqualTo(Database.number("select count(distinct (patient_id, app_product)) from mobile"
                        + " where octet_length(app_product) <= 256 and octet_length(app_version) <= 256"
                        + " and date_first_launched_ < (now() at time zone 'UTC')::date + 1"));
    }

    /** A response that would be too large is rejected, and the problem detail names the parameters that reduce it. */
    @Test
    void tooLargeResponseIsRejected() throws SQLException {
        Database.execute(ManyPhones.of(100)
                .with("app_product", "'" + fleet.product() + "'")
                .with("app_version", "'1.' || n")
                .insert());
        Answer rejected = fleet.ask(
                ADOPTION,
                "from",
                LocalDate.now(ZoneOffset.UTC).minusDays(990).toString(),
                "period",
                "day",
                "top",
                "100");

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith("period: ").contains("app_product");
        assertThat(fleet.ask(ADOPTION, "top", "100").status()).isEqualTo(200);
    }

    private static List<JsonNode> figuresOfPatients() {
        String day = LocalDate.now(ZoneOffset.UTC).toString();
        return TestFleet.support()
                .get(ADOPTION + "?kind=patient&from=" + day + "&to=" + day)
                .json()
                .get("figures")
                .valueStream()
                .toList();
    }

    /** Returns the figures of the current day. */
    private JsonNode today(String... parameters) {
        String day = LocalDate.now(ZoneOffset.UTC).toString();
        List<String> all = Stream.concat(Stream.of("from", day, "to", day), Stream.of(parameters))
                .toList();
        return fleet.ask(ADOPTION, all.toArray(String[]::new)).json().get("figures");
    }

    private static JsonNode last(JsonNode adoption) {
        JsonNode points = adoption.get("points");
        return points.get(points.size() - 1);
    }

    private static List<String> names(JsonNode adoption) {
        return adoption.get("versions").valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> shares(JsonNode point) {
        return point.get("versions").valueStream().map(AdoptionFigureIT::share).toList();
    }

    private static String share(JsonNode share) {
        return share.get("name").asString("null") + " " + share.get("people").asInt() + " "
                + share.get("share").asDouble();
    }
}
