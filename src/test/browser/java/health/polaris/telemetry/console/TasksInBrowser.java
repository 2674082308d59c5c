package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import health.polaris.telemetry.demo.DemoData;
import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people use the console for, each in as few steps as the test has. */
@Tag("browser")
class TasksInBrowser extends InBrowser {
    /** A person with a known change of version. */
    private record Updated(String patient, LocalDate day, String before, String after) {}

    /** The caller reads half a serial number from the back of the meter: type, press Enter. */
    @Test
    void callerWithHalfASerialNumber() {
        JsonNode meter = api().get("/dhos/v1/patient/" + DemoData.FIRST_PATIENT + "/blood_glucose_meter")
                .json()
                .get(0);
        String serial = meter.get("serial_number").asString();
        ConsolePage console = support(View.START.address());

        console.searchBox().fill(serial.substring(0, serial.length() - 1).toLowerCase(Locale.ROOT));
        assertThat(console.hits().first()).containsText("GM");
        console.searchBox().press("Enter");

        assertThat(console.loaded().verdict()).containsText("GDM");
        assertThat(console.verdict()).containsText("Last heard from");
    }

    /** A safety notice names all meters with a prefix: type, open the list, save the file. */
    @Test
    void safetyNotice() {
        List<String> all = api().with("Accept", "text/csv")
                .get("/dhos/v1/blood_glucose_meter?serial_number_starts=GM1000&bom=true")
                .text()
                .lines()
                .toList();
        ConsolePage console = support(View.START.address());

        console.searchBox().fill("GM1000");
        console.page().getByText("All meters beginning with GM1000").click();

        assertThat(console.loaded().download("Checks")).isEqualTo(all).hasSizeGreaterThan(2);
    }

    /** Who still has an old version, and on which models: click the version in the chart's table, group by model. */
    @Test
    void whoStillHasAVersionOnWhichModels() {
        ConsolePage console = support(View.ADOPTION.address());
        String version = console.page().locator("main .two tbody a").nth(3).textContent();

        console.page().locator("main .two tbody a").nth(3).click();
        console.loaded().press("Model");

        assertThat(console.loaded().button("Remove the filter Version: " + version))
                .isVisible();
        assertThat(console.rows("By model")).isNotEmpty();
    }

    /** The same by a click on the area in the chart. */
    @Test
    void areaOfTheChartLeadsToItsPeople() {
        ConsolePage console = support(View.ADOPTION.address());

        Locator area = console.chart().getByRole(AriaRole.LINK).last();
        String title = area.getAttribute("aria-label");
        area.focus();
        console.page().keyboard().press("Enter");

        assertThat(console.page().locator("main h1")).hasText("Installations");
        assertThat(console.button("Remove the filter Version: " + title.replaceAll("People who have (.*) now", "$1")))
                .isVisible();
    }

    /** Which version did the person have on a day, and who changed it afterwards: type, press Enter, choose the day. */
    @Test
    void versionOnADay() throws SQLException {
        Updated updated = updated();
        ConsolePage console = support(View.START.address());

        console.open(updated.patient());
        assertThat(console.results()).containsText(updated.before());
        console.field("As of").fill(updated.day().minusDays(1).toString());

        assertThat(console.results()).containsText("As of");
        assertThat(console.loaded().verdict()).containsText("GDM " + updated.before());
        console.press("Now");
        assertThat(console.loaded().results().locator(".line").first())
                .containsText("Version" + updated.before() + "→to" + updated.after());
        assertThat(console.results().locator(".line").first()).containsText("by the patient’s app");
    }

    /** What do you hold about me: open the person's part for data subjects, save the file. */
    @Test
    void whatDoYouHoldAboutMe() {
        ConsolePage console = support(View.PERSON.address());

        console.tab("Data subject");

        List<String> lines = console.download(() -> console.press("JSON"));
        assertThat(String.join("", lines)).contains(DemoData.FIRST_PATIENT);
    }

    /** Who looked at a person: open the person's part. */
    @Test
    void whoLooked() {
        ConsolePage console = officer(session(), View.PERSON.address());

        console.tab("Who looked");

        assertThat(console.rows("Who looked at this person").get(0)).anyMatch(text -> text.contains("officer"));
    }

    /** The same without a mouse. */
    @Test
    void keyboardIsEnough() {
        ConsolePage console = support(View.PLATFORMS.address());

        console.page().keyboard().press("/");
        assertThat(console.searchBox()).isFocused();
        console.page().keyboard().type(DemoData.FIRST_PATIENT);
        assertThat(console.hits()).hasCount(1);
        console.page().keyboard().press("Enter");
        assertThat(console.loaded().heading()).containsText(DemoData.FIRST_PATIENT);
        for (int i = 0; i < 40 && !"Changes".equals(focused(console)); i++) {
            console.page().keyboard().press("Tab");
        }
        console.page().keyboard().press("Enter");

        assertThat(console.loaded().results()).containsText("Installations, as stored");
    }

    private static String focused(ConsolePage console) {
        return (String) console.page().evaluate("document.activeElement.textContent");
    }

    private static Updated updated() throws SQLException {
        try (Connection database = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery("""
                        select h.patient_id, cast(h.superseded as date), h.app_version, m.app_version
                        from mobile_history h join mobile m on m.uuid = h.uuid
                        where m.uuid = (select l.uuid from mobile l where l.patient_id = h.patient_id
                            order by l.date_first_launched_ desc limit 1)
                        order by h.superseded desc limit 1""")) {
            assertThat(found.next()).isTrue();
            return new Updated(
                    found.getString(1), found.getObject(2, LocalDate.class), found.getString(3), found.getString(4));
        }
    }
}
