package health.polaris.telemetry.analytics.versions;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** People with outdated versions. */
class OutdatedIT extends Contract {
    private static final String OUTDATED = "/dhos/v1/analytics/outdated";

    private final TestFleet fleet = TestFleet.empty();

    /** The pages have the people whose latest version is below the given one, and the versions in use. */
    @Test
    void outdatedPeopleAreFound() {
        Answer old = fleet.installed("a", "v1.9", "2020-01-01");
        fleet.installed("b", "1.9", "2020-01-01");
        fleet.installed("b", "1.10", "2020-02-01");
        Answer older = fleet.installed("c", "1.10-beta", "2020-01-01");

        Answer first = fleet.ask(OUTDATED, "below", "1.10", "limit", "1");
        Answer second = Client.bearing(Tokens.system()).get(OUTDATED + TestFleet.next(first));

        assertThat(first.json().at("/figures/versions").valueStream().map(JsonNode::asString))
                .containsExactly("v1.9", "1.10-beta");
        assertThat(TestFleet.ids(first.json().at("/figures/installations"))).containsExactly(old.uuid());
        assertThat(TestFleet.ids(second.json().at("/figures/installations"))).containsExactly(older.uuid());
        assertThat(second.header("Link")).isEmpty();
        assertThat(fleet.ask(OUTDATED, "below", "1").json().at("/figures/installations"))
                .isEmpty();
    }

    /** Both kinds are found, sorted by creation across pages. */
    @Test
    void bothKindsAreSortedByCreation() {
        Answer first = fleet.installedOnComputer("a", "1.10", "2020-01-02");
        Answer second = fleet.installed("b", "1.9", "2020-01-01");
        Answer third = fleet.installedOnComputer("c", "1.2", "2020-01-01");
        fleet.installedOnComputer("d", "2", "2020-01-01");
        fleet.installedOnComputer("c", "2", "2019-01-01");

        Answer page = fleet.ask(OUTDATED, "below", "2", "limit", "2");
        Answer next = TestFleet.support().get(OUTDATED + TestFleet.next(page));

        assertThat(TestFleet.records(page.json().at("/figures/installations")))
                .containsExactly(first.json(), second.json());
        assertThat(TestFleet.records(next.json().at("/figures/installations"))).containsExactly(third.json());
        assertThat(page.json().at("/figures/versions").valueStream().map(JsonNode::asString))
                .containsExactly("1.2", "1.9", "1.10");
    }

    /** A search for one kind has only its people and versions. */
    @Test
    void oneKindCanBeSelected() {
        Answer computer = fleet.installedOnComputer("a", "1.1", "2020-01-02");
        Answer phone = fleet.installed("b", "1.2", "2020-01-01");

        JsonNode clinicians = outdated("clinician");
        JsonNode patients = outdated("patient");

        assertThat(TestFleet.records(clinicians.get("installations"))).containsExactly(computer.json());
        assertThat(clinicians.get("versions").valueStream().map(JsonNode::asString))
                .containsExactly("1.1");
        assertThat(TestFleet.records(patients.get("installations"))).containsExactly(phone.json());
        assertThat(patients.get("versions").valueStream().map(JsonNode::asString))
                .containsExactly("1.2");
    }

    /** A pre-release is below its release (Semantic Versioning), with any number of numeric parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.0.0-dev",
                "2.0.0-dev.3",
                "2.0.0-preview.1",
                "2.0.0-pre",
                "2.0.0-canary",
                "2.0.0-nightly.20240101",
                "2.0.0-internal",
                "2.0.0-test",
                "2.0.0-a",
                "2.0.0-0.1",
                "v2.0-rc.1+5",
                "1.99.1.7",
                "1.2.3 (456)"
            })
    void preReleasesAreOutdated(String version) {
        Answer old = fleet.installed("a", version, "2020-01-01");

        JsonNode found = fleet.ask(OUTDATED, "below", "2.0.0").json().get("figures");

        assertThat(TestFleet.ids(found.get("installations"))).containsExactly(old.uuid());
    }

    /** Versions that cannot be read are no part of the outdated ones. Their people are counted, and listed on request. */
    @Test
    void unreadableVersionsAreApart() {
        Answer old = fleet.installed("a", "1.0", "2020-01-01");
        fleet.installed("b", "2.0.0", "2020-01-01");
        Answer unknown = fleet.installed("c", "unknown", "2020-01-01");
        Answer empty = fleet.installed("d", "", "2020-01-01");
        Answer words = fleet.installedOnComputer("e", "Version 2.0.0", "2020-01-01");

        Answer page = fleet.ask(OUTDATED, "below", "2.0.0");
        JsonNode outdated = page.json().get("figures");
        JsonNode unreadable = fleet.ask(OUTDATED, "below", "2.0.0", "unreadable", "true")
                .json()
                .get("figures");

        assertThat(TestFleet.ids(outdated.get("installations"))).containsExactly(old.uuid());
        assertThat(texts(outdated.get("versions"))).containsExactly("1.0");
        assertThat(outdated.get("people").asInt()).isEqualTo(1);
        assertThat(texts(outdated.at("/unreadable/versions"))).containsExactly("", "Version 2.0.0", "unknown");
        assertThat(outdated.at("/unreadable/people").asInt()).isEqualTo(3);
        assertThat(page.json().get("total").asInt()).isEqualTo(5);
        assertThat(TestFleet.ids(unreadable.get("installations")))
                .containsExactly(unknown.uuid(), empty.uuid(), words.uuid());
        assertThat(unreadable.get("versions")).isEqualTo(outdated.get("versions"));
    }

    /** A version to compare with must be readable. */
    @ParameterizedTest
    @ValueSource(strings = {"foo", "", "Version 2.0.0", "2.x", "2..0", "-1"})
    void unreadableVersionIsRejected(String version) {
        Answer rejected = fleet.ask(OUTDATED, "below", version);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith("below: ").contains("2.0.0-beta.1");
    }

    /** The response for an unknown product names the existing products of the selected kind. */
    @Test
    void unknownProductNamesTheKnownOnes() throws SQLException {
        Database.execute(ManyPhones.of(400)
                .with("app_product", "'" + fleet.product() + "'")
                .insert());
        String misspelt = fleet.product().toUpperCase(Locale.ROOT);

        Answer unknown =
                TestFleet.support().get(OUTDATED + "?kind=patient&below=2&app_product=" + TestFleet.encoded(misspelt));
        Answer otherKind = fleet.ask(OUTDATED, "below", "2", "kind", "clinician");

        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.json().get("total").asInt()).isZero();
        assertThat(unknown.json().at("/figures/installations")).isEmpty();
        assertThat(texts(unknown.json().get("known_products")))
                .contains(fleet.product())
                .hasSizeLessThanOrEqualTo(100);
        assertThat(texts(otherKind.json().get("known_products"))).doesNotContain(fleet.product());
    }

    /** If nobody has an older version, the response lists no products. */
    @Test
    void knownProductNamesNoOthers() {
        fleet.installed("a", "2", "2020-01-01");

        JsonNode answer = fleet.ask(OUTDATED, "below", "2").json();

        assertThat(answer.has("known_products")).isFalse();
        assertThat(answer.get("total").asInt()).isEqualTo(1);
        assertThat(answer.at("/figures/people").asInt()).isZero();
    }

    /** An installation first used more than a day in the future is not the latest one. */
    @Test
    void futureInstallationIsNotTheLatest() {
        Answer old = fleet.installed("a", "1", "2020-01-01");
        fleet.installed("a", "2", "2569-11-02");

        assertThat(TestFleet.ids(fleet.ask(OUTDATED, "below", "2").json().at("/figures/installations")))
                .containsExactly(old.uuid());
    }

    /** People with the given version, in any spelling, and people with another product are not outdated. */
    @ParameterizedTest
    @CsvSource({"1.10, 1.10", "v1.10, 1.10", "1.10, 1.10.0", "1.11, 1.10"})
    void peopleWithTheVersionAreNotOutdated(String version, String below) {
        fleet.installed("a", version, "2020-01-01");
        fleet.other().installed("a", "1", "2020-01-02");

        JsonNode figures = fleet.ask(OUTDATED, "below", below).json().get("figures");

        assertThat(figures.get("versions")).isEmpty();
        assertThat(figures.get("installations")).isEmpty();
    }

    /** A version may consist of any characters. */
    @Test
    void versionOfAnyCharactersIsFound() {
        String version = "1 \"?1\", {'\\} [é]\t";
        Answer old = fleet.installed("a", version, "2020-01-01");

        JsonNode found =
                fleet.ask(OUTDATED, "below", "2", "unreadable", "true").json().get("figures");

        assertThat(texts(found.at("/unreadable/versions"))).containsExactly(version);
        assertThat(TestFleet.ids(found.get("installations"))).containsExactly(old.uuid());
    }

    /** Up to 5,000 versions of a product are compared. With more, the request is rejected, and no person is missed. */
    @Test
    void tooManyVersionsAreRejected() throws SQLException {
        ManyPhones phones = ManyPhones.of(5_000)
                .with("app_product", "'" + fleet.product() + "'")
                .with("app_version", "'1.' || n");
        Database.execute(phones.insert());
        JsonNode compared = fleet.ask(OUTDATED, "below", "2").json().get("figures");
        fleet.installed("a", "3", "2020-01-01");

        Answer rejected = fleet.ask(OUTDATED, "below", "2");

        assertThat(compared.get("versions")).hasSize(5_000);
        assertThat(compared.get("installations")).hasSize(50);
        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith("app_product: ").contains("5000");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private JsonNode outdated(String kind) {
        return fleet.ask(OUTDATED, "below", "2", "kind", kind).json().get("figures");
    }
}
