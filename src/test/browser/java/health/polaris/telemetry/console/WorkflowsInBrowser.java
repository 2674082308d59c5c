package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.demo.DemoData;
import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workflows in the console: sharing addresses, navigation, downloads, and entering a token. */
@Tag("browser")
class WorkflowsInBrowser extends InBrowser {
    private static final String RIGHT = "read:gdm_telemetry_all";

    /** Filters, columns and groups are part of the address, so another user's browser shows the same. */
    @Test
    void addressReproducesTheFilters() {
        ConsolePage mine = support("#/installations");
        mine.field("Filter").selectOption("app_product");
        mine.field("Value").fill("GDM");
        mine.press("Add filter").loaded();
        mine.press("System").loaded();
        assertThat(mine.page()).hasURL(Pattern.compile(".*group=os.*"));
        String address = mine.page().url();

        ConsolePage theirs = support(address.substring(address.indexOf('#')));

        assertThat(theirs.button("Remove the filter Product: GDM")).isVisible();
        assertThat(theirs.rows("By system")).isEqualTo(mine.rows("By system")).isNotEmpty();
    }

    /** A filter is removed by its chip. */
    @Test
    void filterIsRemovedByItsChip() {
        ConsolePage console = support("#/installations?kind=clinician&app_product=SEND");

        console.press("Remove the filter Product: SEND").loaded();

        assertThat(console.page()).hasURL(Pattern.compile(".*#/installations\\?kind=clinician$"));
    }

    /** The back button returns to the previous view with its filters, and the forward button to the next. */
    @Test
    void backButtonReturns() {
        ConsolePage console = support("#/platforms?kind=clinician");

        console.goTo("Meters");
        assertThat(console.heading()).hasText("Meters");
        console.page().goBack();

        assertThat(console.heading()).hasText("Platforms");
        assertThat(console.loaded().button("Clinicians")).hasAttribute("aria-pressed", "true");
        console.page().goForward();
        assertThat(console.heading()).hasText("Meters");
    }

    /** In a private browser no address has an id; reload, links and the back button work until the user signs out. */
    @Test
    void privateBrowserHasNoIdsInItsHistory() {
        ConsolePage console = support(View.OUTDATED.address());
        String person = console.rows("People below 2.10.0").get(0).get(0);
        console.press("Private").loaded();
        assertThat(console.button("Private")).hasAttribute("aria-pressed", "true");
        List<String> addresses = new ArrayList<>(List.of(console.page().url()));

        console.page().getByText(person).first().click();
        assertThat(console.heading()).containsText(person);
        addresses.add(console.loaded().page().url());
        console.tab("Changes");
        addresses.add(console.page().url());
        console.page().goBack();
        assertThat(console.loaded().heading()).containsText(person);

        assertThat(String.join(" ", addresses)).doesNotContain(person).doesNotContain("GDM");
        assertThat(addresses).doesNotHaveDuplicates();
        console.press("Discard token");
        assertThat(console.page().evaluate("JSON.stringify(sessionStorage)").toString())
                .doesNotContain(person);
    }

    /** The arrow keys move through the results, and the list scrolls to the chosen one. */
    @Test
    void chosenResultIsVisible() {
        ConsolePage console = support(View.START.address());
        console.searchBox().fill("demo-patient-00000");
        assertThat(console.hits().first()).isVisible();

        console.searchBox().press("ArrowUp");

        assertThat(console.hits().last()).hasAttribute("aria-selected", "true");
        assertThat(console.hits().last()).isInViewport();
    }

    /** A list links to the person. */
    @Test
    void listLinksToThePerson() {
        ConsolePage console = support(View.OUTDATED.address());
        String person = console.rows("People below 2.10.0").get(0).get(0);

        console.page().getByText(person).first().click();

        assertThat(console.heading()).containsText(person);
        assertThat(console.loaded().verdict()).containsText("GDM");
    }

    /** The download of a search contains all records, not only the displayed page. */
    @Test
    void downloadOfASearchHasAllRecords() {
        List<String> all = api().with("Accept", "text/csv")
                .get("/dhos/v1/blood_glucose_meter?is_bg_value_correct=unknown&bom=true")
                .text()
                .lines()
                .toList();

        ConsolePage console = support("#/meters?is_bg_value_correct=unknown");

        assertThat(console.download("Checks")).isEqualTo(all).hasSizeGreaterThan(51);
    }

    /** The download of a paged list contains all people. */
    @Test
    void downloadOfOutdatedHasAllPeople() {
        int people = 0;
        String path = "/dhos/v1/analytics/outdated";
        String query = "?app_product=GDM&below=2.10.0&limit=100";
        while (!query.isEmpty()) {
            Answer page = api().get(path + query);
            people += page.json().at("/figures/installations").size();
            query = page.header("Link").replaceAll("^<([^>]*)>.*", "$1");
        }

        ConsolePage console = support(View.OUTDATED.address());

        assertThat(people).isGreaterThan(100);
        assertThat(console.download("People below 2.10.0")).hasSize(people + 1);
    }

    /** The download of a figure has one row per version and point in time. */
    @Test
    void downloadOfAFigureHasItsNumbers() {
        ConsolePage console = support(View.ADOPTION.address());

        assertThat(console.download("Adoption"))
                .hasSizeGreaterThan(100)
                .first()
                .isEqualTo("\ufeff\"kind\",\"app_product\",\"date\",\"app_version\",\"people\",\"share\"");
    }

    /** The summary of a person can be copied manually if the browser denies clipboard access. */
    @Test
    void summaryCanBeCopied() {
        ConsolePage console = support("#/person?id=" + DemoData.FIRST_PATIENT);
        console.page()
                .evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }");

        console.press("Copy for ticket");

        assertThat(console.page().getByLabel("Copy this text:"))
                .hasValue(Pattern.compile("^Patient " + DemoData.FIRST_PATIENT + "\\n.*", Pattern.DOTALL));
        assertThat(console.page().getByLabel("Copy this text:")).not().hasValue(Pattern.compile("\\+0\\d:\\d\\d"));
    }

    /** The summary tells a correction of a check in words. */
    @Test
    void summaryTellsCorrections() throws SQLException {
        ConsolePage console = support("#/person?id=" + patientWithACorrection());
        console.page()
                .evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }");

        console.press("Copy for ticket");

        assertThat(console.page().getByLabel("Copy this text:"))
                .hasValue(Pattern.compile(
                        ".*  Check of GM\\d+ changed Result (Wrong|Unknown) → Right \\(by .*", Pattern.DOTALL));
    }

    private static String patientWithACorrection() throws SQLException {
        try (Connection database = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = database.createStatement();
                ResultSet found = statement.executeQuery(
                        "select patient_id from blood_glucose_meter_history where changed = 'is_bg_value_correct' limit 1")) {
            assertThat(found.next()).isTrue();
            return found.getString(1);
        }
    }

    /** Without a provider, the console asks for a token and shows nothing until it has one. */
    @Test
    void tokenIsRequestedWithoutAProvider() {
        ConsolePage console = session().console(View.ADOPTION.address());

        assertThat(console.heading()).hasText("Sign in");
        assertThat(console.tokenField()).isVisible();
        assertThat(console.page().getByText(RIGHT)).isVisible();
        assertThat(console.page().locator("nav")).hasCount(0);
    }

    /** A token without a right that the console needs is refused with the name of the right. */
    @Test
    void tokenWithoutTheRightGetsAMessage() {
        String token =
                Tokens.of("system_id", "dhos-robot", "read:gdm_telemetry").signed();

        ConsolePage console = session().console(View.ADOPTION.address());
        console.tokenField().fill(token);
        console.press("Continue");

        assertThat(console.alert()).containsText("not allowed to see this");
        assertThat(console.alert()).containsText(RIGHT);
    }

    /** An invalid token leads back to the token field with the reason. */
    @Test
    void invalidTokenLeadsBackToTheField() {
        ConsolePage console = session().console(View.ADOPTION.address());
        console.tokenField().fill(Tokens.system().signed() + "x");
        console.press("Continue");

        assertThat(console.alert()).containsText("The service does not accept this token.");
        assertThat(console.tokenField()).isVisible();
        assertThat(console.tokenField()).hasValue("");
    }

    /** A link with a token signs in, and the token leaves the address and the history at once. */
    @Test
    void tokenInTheAddressIsRemoved() {
        BrowserSession session = session();

        ConsolePage console = session.console("#token=" + Tokens.system().signed());

        assertThat(console.searchBox()).isFocused();
        assertThat(console.page()).hasURL(SERVICE + "/console/");
        assertThat(session.storage()).isEqualTo("[{},{}]");
        assertThat(console.page().evaluate("history.length")).isEqualTo(2);
    }

    /** An invalid token is not accepted. */
    @Test
    void textThatIsNoTokenIsRefused() {
        ConsolePage console = session().console("");
        console.tokenField().fill("letmein");
        console.press("Continue");

        assertThat(console.alert()).containsText("This is not a token.");
    }

    /** The token is only kept in memory: it is not in any storage, and a reload discards it. */
    @Test
    void tokenIsNotStored() {
        BrowserSession session = session();
        ConsolePage console = support(session, View.ADOPTION.address());

        assertThat(session.storage()).isEqualTo("[{},{}]");
        console.page().reload();

        assertThat(console.tokenField()).isVisible();
        assertThat(console.tokenField()).hasValue("");
    }

    /** A user can discard the token at once. */
    @Test
    void tokenCanBeDiscarded() {
        ConsolePage console = support(View.PERSON.address());

        console.press("Discard token");

        assertThat(console.tokenField()).isVisible();
        assertThat(console.page().locator("body")).not().containsText(DemoData.FIRST_PATIENT);
    }
}
