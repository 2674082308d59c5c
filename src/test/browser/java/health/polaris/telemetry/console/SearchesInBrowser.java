package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The searches of the console: filters, order and columns. */
@Tag("browser")
class SearchesInBrowser extends InBrowser {
    /** Parameters that do not say which records are meant. */
    private static final Set<String> NO_FILTERS =
            Set.of("count", "history", "bom", "spreadsheet", "limit", "cursor", "If-None-Match", "If-Match");

    /** Every filter of a search can be chosen. */
    @ParameterizedTest
    @CsvSource({
        "#/installations,    /dhos/v1/installation",
        "#/meters,           /dhos/v1/blood_glucose_meter",
        "#/meters?tab=recall,/dhos/v1/analytics/recall",
        "#/access,           /dhos/v1/access_event",
    })
    @SuppressWarnings("unchecked") // the result of the script
    void allFiltersCanBeChosen(String view, String path) {
        ConsolePage console = officer(session(), view);

        List<String> filters = (List<String>)
                console.field("Filter").evaluate("select => [...select.options].map(option => option.value)");
        List<String> labels = (List<String>)
                console.field("Filter").evaluate("select => [...select.options].map(option => option.text)");

        assertThat(filters).containsExactlyInAnyOrderElementsOf(filters(path));
        assertThat(labels).doesNotHaveDuplicates().doesNotContainAnyElementsOf(filters);
    }

    /** The records with a change of a field are found by the words of the console. */
    @Test
    void recordsWithAChangeAreFound() {
        int changed = api().get("/dhos/v1/blood_glucose_meter?changed_field=is_bg_value_correct&limit=500")
                .json()
                .size();
        ConsolePage console = support("#/meters");

        console.field("Filter").selectOption("changed_field");
        console.field("Value").selectOption("is_bg_value_correct");
        console.press("Add filter").loaded();

        assertThat(console.button("Remove the filter With a change of: Result")).isVisible();
        assertThat(console.results()).containsText(changed + " records of");
    }

    /** A time range that ends before it begins is refused in words. */
    @Test
    void reversedTimeRangeIsRefused() {
        ConsolePage console = support("#/meters?verified_from=2026-05-02&verified_to=2026-05-01");

        assertThat(console.results()).containsText("“Checked from” is after “Checked before”.");
        assertThat(console.alert()).hasCount(0);
    }

    /** The order that is shown is that of the records: a filter by a time sorts by that time. */
    @Test
    void shownOrderIsThatOfTheRecords() {
        ConsolePage console = support("#/meters?verified_from=2020-01-01");

        assertThat(console.page().getByLabel("Newest first by")).hasValue("verified");
    }

    /** When a person was last heard of is a column that can be chosen. */
    @ParameterizedTest
    @CsvSource({"#/installations, Installations", "#/meters, Checks"})
    void lastHeardFromIsAColumn(String view, String table) {
        ConsolePage console = support(view);

        console.page().getByText("Columns").click();
        console.field("Last heard from").check();

        assertThat(console.loaded().columns(table)).contains("Last heard from");
    }

    /** A check without a reading says so. */
    @Test
    void missingReadingIsSaid() {
        ConsolePage console = support("#/meters?is_bg_value_correct=unknown");

        assertThat(console.results()).not().containsText("undefined");
    }

    /** A group has the numbers of all, and a file. */
    @Test
    void groupsHaveTotalsAndAFile() {
        ConsolePage console = support("#/installations?latest=true&kind=patient&group=os");
        List<List<String>> rows = console.rows("By system");

        assertThat(console.results())
                .containsText(Pattern.compile("([\\d,]+) records of \\1 people\\.", Pattern.CASE_INSENSITIVE));
        assertThat(console.download(() -> console.press("CSV: By system"))).hasSize(rows.size() + 1);
    }

    /** What is searched can be printed. */
    @ParameterizedTest
    @ValueSource(strings = {"#/installations", "#/meters", "#/meters?tab=recall", "#/access"})
    void searchesCanBePrinted(String view) {
        assertThat(officer(session(), view).button("Print")).isVisible();
    }

    private static List<String> filters(String path) {
        JsonNode document = Client.anonymous().get("/openapi.json").json();
        JsonNode operations = document.get("paths").get(path);
        return Stream.of(operations.path("parameters"), operations.path("get").path("parameters"))
                .flatMap(JsonNode::valueStream)
                .map(parameter -> parameter.has("$ref")
                        ? document.at(parameter.get("$ref").asString().substring(1))
                        : parameter)
                .map(parameter -> parameter.get("name").asString())
                .filter(name -> !NO_FILTERS.contains(name))
                .toList();
    }
}
