package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import health.polaris.telemetry.demo.DemoData;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each view shows the API's response to the same query. Charts have a table with the same numbers. */
@Tag("browser")
class FiguresInBrowser extends InBrowser {
    private static final String PATIENT = "/dhos/v1/patient/" + DemoData.FIRST_PATIENT;

    /** Shows the version first, then all installations and verifications. */
    @Test
    void personViewShowsAllRecords() {
        JsonNode installations = api().get(PATIENT + "/installation").json();
        JsonNode meters = api().get(PATIENT + "/blood_glucose_meter").json();
        JsonNode latest = api().get(PATIENT + "/latest_installation").json();

        ConsolePage console = support("#/person?id=" + DemoData.FIRST_PATIENT);

        assertThat(console.heading()).hasText("Patient " + DemoData.FIRST_PATIENT);
        assertThat(console.verdict())
                .containsText(latest.get("app_product").asString() + " "
                        + latest.get("app_version").asString());
        console.tab("Changes");
        assertThat(column(console.rows("Installations, as stored"), 7))
                .containsExactlyInAnyOrderElementsOf(texts(installations, "uuid"));
        console.tab("Meters");
        assertThat(column(console.rows("Checks of meters"), 1)).isEqualTo(texts(meters, "serial_number"));
    }

    /** An unknown person gets a message, not an error. */
    @Test
    void unknownPersonGetsAMessage() {
        ConsolePage console = support("#/person?id=nobody");

        assertThat(console.results()).containsText("There are no records of a patient with this id.");
        assertThat(console.alert()).hasCount(0);
    }

    /** Who looked at a person without records, such as an erased one, is shown nevertheless. */
    @Test
    void whoLookedAtAnUnknownPersonIsShown() {
        ConsolePage console = officer(session(), "#/person?id=nobody-" + System.nanoTime());

        assertThat(console.results()).containsText("There are no records of a patient with this id.");
        assertThat(console.rows("Who looked at this person").get(0)).contains("officer");
    }

    /** A phone leads to its meters, and a meter to its phone. */
    @Test
    void phoneAndMetersLeadToEachOther() {
        String serial = api().get(PATIENT + "/blood_glucose_meter")
                .json()
                .at("/0/serial_number")
                .asString();
        ConsolePage console = support(View.PERSON.address());

        assertThat(console.page().locator(".facts").getByText(serial)).isVisible();
        console.page().getByText("this phone").click();

        assertThat(console.loaded().heading()).hasText("Installations");
        assertThat(console.rows("Installations")).isNotEmpty();
    }

    /** The author of a change is named. */
    @Test
    void changesNameTheirAuthors() {
        ConsolePage console = support(View.CHANGES.address());

        assertThat(column(console.rows("Changes"), 1)).containsOnly("the patient’s app");
    }

    /** Each release that appeared is marked on the axis, and versions between the named ones differ from the older ones. */
    @Test
    @SuppressWarnings("unchecked") // the result of the script
    void releasesAreMarkedAndOthersDiffer() {
        ConsolePage console = support(View.ADOPTION.address());

        List<String> marks = (List<String>)
                console.chart().locator(".mark title").evaluateAll("marks => marks.map(mark => mark.textContent)");
        List<String> colours = (List<String>) console.page()
                .locator("main .two .swatch")
                .evaluateAll("marks => marks.map(mark => getComputedStyle(mark).backgroundColor)");

        assertThat(marks).hasSizeGreaterThan(2).allMatch(mark -> mark.endsWith(" first seen"));
        assertThat(colours).doesNotHaveDuplicates();
    }

    /** The scale of a chart has round numbers. */
    @Test
    @SuppressWarnings("unchecked") // the result of the script
    void scaleHasRoundNumbers() {
        ConsolePage console = support(View.METER_FIGURES.address());

        List<Double> scale = ((List<String>) console.chart()
                        .locator("text[text-anchor=end]")
                        .evaluateAll("texts => texts.map(text => text.textContent)"))
                .stream()
                        .filter(text -> text.endsWith(" %"))
                        .map(text -> Double.valueOf(text.replace(" %", "")))
                        .toList();

        assertThat(scale).hasSize(5);
        for (int step = 0; step < scale.size(); step++) {
            assertThat(scale.get(step)).isEqualTo(step * scale.get(1));
        }
    }

    /** The sums of a long table stay in sight. */
    @Test
    void sumsStayInSight() {
        ConsolePage console = support(View.METER_FIGURES.address());
        Locator table = console.page().locator(".scroll").last();
        table.scrollIntoViewIfNeeded();

        Locator sums = table.locator("tfoot th");

        assertThat(sums.boundingBox().y + sums.boundingBox().height)
                .isLessThanOrEqualTo(table.boundingBox().y + table.boundingBox().height + 1);
    }

    /** The number of rows that the tables of platforms have is shown. */
    @Test
    void rowsPerGroupAreShown() {
        ConsolePage console = support(View.PLATFORMS.address());

        assertThat(console.page().getByLabel("Rows per group")).hasValue("10");
    }

    /** The number of people with an older version leads to them. */
    @Test
    void outdatedLeadsToItsPeople() {
        ConsolePage console = support(View.OUTDATED.address());

        console.page().locator("a.tile").first().click();

        assertThat(console.loaded().button("Remove the filter Version below: 2.10.0"))
                .isVisible();
        assertThat(console.rows("Latest installation of each person")).isNotEmpty();
    }

    /** The latest day of adoption is shown, with the newest version first. */
    @Test
    void adoptionShowsTheLatestDay() {
        JsonNode figure = api().get("/dhos/v1/analytics/adoption?app_product=GDM&kind=patient&top=100&period=week")
                .json()
                .at("/figures/0");
        JsonNode day = figure.get("points").get(figure.get("points").size() - 1);
        JsonNode newest = day.get("versions").get(day.get("versions").size() - 1);

        ConsolePage console = support("#/adoption?kind=patient&app_product=GDM");

        assertThat(console.chart()).isVisible();
        List<String> first = console.rows(
                        console.page().locator("main h2").first().textContent().strip())
                .get(0);
        assertThat(first.get(0)).isEqualTo(newest.get("name").asString());
        assertThat(first.get(1)).isEqualTo(number(newest.get("people")));
        assertThat(console.results()).containsText(number(day.get("people")) + " patients");
    }

    /** Shows each system with its versions and numbers of people. */
    @Test
    void platformsShowSystemsAndDevices() {
        JsonNode patients = api().get("/dhos/v1/analytics/platforms?kind=patient&top=10")
                .json()
                .at("/figures/0");

        ConsolePage console = support("#/platforms?kind=patient");

        assertThat(console.results()).containsText(number(patients.get("people")) + " patients");
        assertThat(column(console.rows("Systems of phones"), 2))
                .isEqualTo(counts(groupsAndParts(patients.get("os")), "people"));
        assertThat(column(console.rows("Phones"), 2))
                .isEqualTo(counts(groupsAndParts(patients.get("manufacturers")), "people"));
    }

    /** Shows shared meters. */
    @Test
    void sharedMetersAreListed() {
        JsonNode shared = api().get("/dhos/v1/analytics/meters?top=1000").json().at("/figures/shared_serial_numbers");

        ConsolePage console = support(View.SHARED_METERS.address());

        assertThat(column(console.rows("Serial numbers of several patients"), 0))
                .isEqualTo(texts(shared, "serial_number"))
                .isNotEmpty();
    }

    /** A search shows the records that the API finds. */
    @Test
    void wrongReadingsAreListed() {
        JsonNode wrong = api().get("/dhos/v1/blood_glucose_meter?is_bg_value_correct=false")
                .json();

        ConsolePage console = support("#/meters?is_bg_value_correct=false");

        assertThat(column(console.rows("Checks"), 0)).isEqualTo(texts(wrong, "serial_number"));
        assertThat(column(console.rows("Checks"), 2)).containsOnly("Wrong");
    }

    /** Lists people with an old version, page by page. */
    @Test
    void outdatedListsPeoplePageByPage() {
        JsonNode first = api().get("/dhos/v1/analytics/outdated?app_product=GDM&below=2.10.0")
                .json()
                .at("/figures/installations");

        ConsolePage console = support(View.OUTDATED.address());
        List<String> shown = column(console.rows("People below 2.10.0"), 0);
        console.page().getByText("Next page").click();
        assertThat(console.page().getByText("First page")).isVisible();

        assertThat(shown)
                .isEqualTo(first.valueStream().map(FiguresInBrowser::person).toList());
        assertThat(column(console.loaded().rows("People below 2.10.0"), 0))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(shown);
    }

    /** A product that does not exist is reported with those that do. */
    @ParameterizedTest
    @ValueSource(
            strings = {"#/outdated?app_product=gdm&below=2", "#/adoption?app_product=gdm", "#/platforms?app_product=gdm"
            })
    void unknownProductNamesTheKnownOnes(String view) {
        assertThat(support(view).results()).containsText("No product named gdm. Known: GDM, SEND.");
    }

    /** The outdated people are shown with the number of all people of the product. */
    @Test
    void outdatedShowsTheNumberOfAllPeople() {
        JsonNode answer = api().get("/dhos/v1/analytics/outdated?app_product=GDM&below=2.10.0")
                .json();

        ConsolePage console = support(View.OUTDATED.address());

        assertThat(console.results()).containsText(number(answer.at("/figures/people")));
        assertThat(console.results()).containsText("of " + number(answer.get("total")) + " people");
    }

    private static String person(JsonNode installation) {
        JsonNode patient = installation.get("patient_id");
        return (patient == null ? installation.get("clinician_id") : patient).asString();
    }

    private static List<JsonNode> groupsAndParts(JsonNode groups) {
        return groups.valueStream()
                .flatMap(group ->
                        Stream.concat(Stream.of(group), group.get("parts").valueStream()))
                .toList();
    }

    private static List<String> column(List<List<String>> rows, int at) {
        return rows.stream().map(row -> row.get(at)).toList();
    }

    private static List<String> texts(JsonNode records, String key) {
        return records.valueStream().map(record -> record.get(key).asString()).toList();
    }

    private static List<String> counts(Iterable<JsonNode> records, String key) {
        List<String> counts = new ArrayList<>();
        records.forEach(record -> counts.add(number(record.get(key))));
        return counts;
    }

    /** A number as the console formats it, with British conventions. */
    private static String number(JsonNode count) {
        return NumberFormat.getIntegerInstance(Locale.UK).format(count.asLong());
    }
}
