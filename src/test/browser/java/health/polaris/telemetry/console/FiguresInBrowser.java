package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.demo.DemoData;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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

    /** Shows all installations of a person as a timeline and a table, and all verifications. */
    @Test
    void personViewShowsAllRecords() {
        JsonNode installations = SUPPORT.get(PATIENT + "/installation").json();
        JsonNode meters = SUPPORT.get(PATIENT + "/blood_glucose_meter").json();

        ConsolePage console = support("#/person?id=" + DemoData.FIRST_PATIENT);

        assertThat(console.heading()).hasText("Person");
        assertThat(console.results().locator(".timeline > li")).hasCount(installations.size());
        assertThat(column(console.rows("Installations, as stored"), 4)).isEqualTo(texts(installations, "uuid"));
        assertThat(column(console.rows("Verifications of meters"), 1)).isEqualTo(texts(meters, "serial_number"));
    }

    /** An unknown person gets a message, not an error. */
    @Test
    void unknownPersonGetsAMessage() {
        ConsolePage console = support("#/person?id=nobody");

        assertThat(console.results()).containsText("No records of a patient with this id.");
        assertThat(console.alert()).hasCount(0);
    }

    /** Shows versions over time as a chart and a table, with the last day first and the newest version leftmost. */
    @Test
    void adoptionShowsVersionsOverTime() {
        JsonNode figure = SUPPORT.get("/dhos/v1/analytics/adoption?app_product=GDM&kind=patient&top=10")
                .json()
                .at("/figures/0");
        List<String> versions = new ArrayList<>(
                figure.get("versions").valueStream().map(JsonNode::asString).toList());
        Collections.reverse(versions);
        String table = "People by version: GDM, patients";

        ConsolePage console = support("#/adoption?kind=patient&app_product=GDM");

        assertThat(console.chart("versions of GDM, patients").locator("canvas")).isVisible();
        assertThat(console.columns(table))
                .isEqualTo(Stream.of(List.of("Date", "All"), versions, List.of("other versions"))
                        .flatMap(List::stream)
                        .toList());
        List<List<String>> rows = new ArrayList<>(console.rows(table));
        Collections.reverse(rows);
        assertThat(column(rows, 1)).isEqualTo(counts(figure.get("points"), "people"));
        JsonNode newest = figure.at("/points/" + (rows.size() - 1) + "/versions");
        assertThat(rows.get(rows.size() - 1).get(2))
                .startsWith(number(newest.get(newest.size() - 1).get("people")));
    }

    /** Shows each system with its versions and numbers of people. */
    @Test
    void platformsShowSystemsAndDevices() {
        JsonNode patients = SUPPORT.get("/dhos/v1/analytics/platforms?kind=patient&top=10")
                .json()
                .at("/figures/0");

        ConsolePage console = support("#/platforms?kind=patient");

        assertThat(console.results()).containsText(number(patients.get("people")) + " patients");
        assertThat(column(console.rows("Operating systems of patients"), 2))
                .isEqualTo(counts(groupsAndParts(patients.get("os")), "people"));
        assertThat(column(console.rows("Devices of patients"), 2))
                .isEqualTo(counts(groupsAndParts(patients.get("manufacturers")), "people"));
    }

    /** Shows verification results over time, and shared meters. */
    @Test
    void metersShowResultsAndSharedMeters() {
        JsonNode figures =
                SUPPORT.get("/dhos/v1/analytics/meters?top=1000").json().get("figures");
        JsonNode periods = figures.get("periods");
        JsonNode shared = figures.get("shared_serial_numbers");

        ConsolePage console = support("#/meters");

        assertThat(console.chart("results of verifications over time").locator("canvas"))
                .isVisible();
        List<List<String>> rows = new ArrayList<>(console.rows("Results by period and version"));
        Collections.reverse(rows);
        assertThat(column(rows, 3)).isEqualTo(counts(periods, "verifications"));
        assertThat(column(rows, 4)).isEqualTo(counts(periods, "correct"));
        assertThat(column(console.rows("Serial numbers used by several patients, at any time"), 0))
                .isEqualTo(texts(shared, "serial_number"))
                .isNotEmpty();
    }

    /** A figure links to the individual readings. */
    @Test
    void incorrectReadingsAreListed() {
        JsonNode wrong = SUPPORT.get("/dhos/v1/blood_glucose_meter?is_bg_value_correct=false" + VERIFIED_IN_THAT_YEAR)
                .json();

        ConsolePage console = support("#/meters?list=wrong" + YEAR);

        assertThat(column(console.rows("Wrong readings"), 3)).isEqualTo(texts(wrong, "serial_number"));
        assertThat(column(console.rows("Wrong readings"), 1)).containsOnly("wrong");
    }

    /** Lists people with an old version, page by page. */
    @Test
    void outdatedListsPeoplePageByPage() {
        JsonNode first = SUPPORT.get("/dhos/v1/analytics/outdated?app_product=GDM&below=2.10.0")
                .json()
                .at("/figures/installations");

        ConsolePage console = support("#/outdated?app_product=GDM&below=2.10.0");
        List<String> shown = column(console.rows("Installations below 2.10.0"), 0);
        console.page().getByText("Next page").click();
        assertThat(console.page().getByText("First page")).isVisible();

        assertThat(shown)
                .isEqualTo(first.valueStream().map(FiguresInBrowser::person).toList());
        assertThat(column(console.loaded().rows("Installations below 2.10.0"), 0))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(shown);
    }

    /** A product that does not exist is reported with those that do. */
    @ParameterizedTest
    @ValueSource(strings = {"#/outdated?app_product=gdm&below=2", "#/adoption?app_product=gdm"})
    void unknownProductNamesTheKnownOnes(String view) {
        assertThat(support(view).results())
                .containsText(Pattern.compile("There is no product gdm\\. Known products: .*GDM"));
    }

    /** The outdated people are shown with the number of all people of the product. */
    @Test
    void outdatedShowsTheNumberOfAllPeople() {
        JsonNode answer = SUPPORT.get("/dhos/v1/analytics/outdated?app_product=GDM&below=2.10.0")
                .json();

        ConsolePage console = support("#/outdated?app_product=GDM&below=2.10.0");

        assertThat(console.results())
                .containsText(number(answer.at("/figures/people")) + " of " + number(answer.get("total"))
                        + " people have an older version.");
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
