package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.demo.DemoData;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workflows in the console: sharing addresses, navigation, downloads, and entering a token. */
@Tag("browser")
class WorkflowsInBrowser extends InBrowser {
    private static final String RIGHT = "read:gdm_telemetry_all";

    /** Filters are part of the address, so another user's browser shows the same results. */
    @Test
    void addressReproducesTheFilters() {
        ConsolePage mine = support("#/adoption");
        mine.filter("People").selectOption("patient");
        mine.filter("Product").fill("GDM");
        mine.filter("Period").selectOption("week");
        mine.filter("Number of versions").fill("3");
        mine.press("Show");
        assertThat(mine.page()).hasURL(Pattern.compile(".*period=week.*"));
        mine.loaded();
        String address = mine.page().url();

        ConsolePage theirs = support(address.substring(address.indexOf('#')));

        assertThat(theirs.heading()).hasText("Adoption");
        assertThat(theirs.filter("People")).hasValue("patient");
        assertThat(theirs.filter("Product")).hasValue("GDM");
        assertThat(theirs.filter("Period")).hasValue("week");
        assertThat(theirs.filter("Number of versions")).hasValue("3");
        assertThat(theirs.rows("People by version: GDM, patients"))
                .isEqualTo(mine.rows("People by version: GDM, patients"));
    }

    /** The back button returns to the previous view with its filters, and the forward button to the next. */
    @Test
    void backButtonReturns() {
        ConsolePage console = support("#/platforms?kind=clinician");

        console.goTo("Meters");
        console.page().goBack();

        assertThat(console.heading()).hasText("Platforms");
        assertThat(console.filter("People")).hasValue("clinician");
        console.loaded();
        console.page().goForward();
        assertThat(console.heading()).hasText("Meters");
    }

    /** In a private browser no address has an id; reload, links and the back button work until the user signs out. */
    @Test
    void privateBrowserHasNoIdsInItsHistory() {
        ConsolePage console = support("#/outdated?kind=patient&app_product=GDM&below=2.10.0");
        String person = console.rows("Installations below 2.10.0").get(0).get(0);
        console.press("Private").loaded();
        assertThat(console.button("Private")).hasAttribute("aria-pressed", "true");
        List<String> addresses = new ArrayList<>(List.of(console.page().url()));
        assertThat(console.filter("Product")).hasValue("GDM");

        console.page().getByText(person).first().click();
        assertThat(console.filter("Id")).hasValue(person);
        addresses.add(console.loaded().page().url());
        console.filter("Id").fill("another-" + person);
        console.press("Show");
        assertThat(console.loaded().results()).containsText("No records");
        addresses.add(console.page().url());
        console.page().goBack();
        assertThat(console.filter("Id")).hasValue(person);
        assertThat(console.loaded().results()).containsText("GDM");

        assertThat(String.join(" ", addresses)).doesNotContain(person).doesNotContain("GDM");
        assertThat(addresses).doesNotHaveDuplicates();
        console.press("Discard token");
        assertThat(console.page().evaluate("JSON.stringify(sessionStorage)").toString())
                .doesNotContain(person);
    }

    /** A list links to the person. */
    @Test
    void listLinksToThePerson() {
        ConsolePage console = support("#/outdated?kind=patient&app_product=GDM&below=2.10.0");
        String person = console.rows("Installations below 2.10.0").get(0).get(0);

        console.page().getByText(person).first().click();

        assertThat(console.heading()).hasText("Person");
        assertThat(console.filter("Id")).hasValue(person);
        assertThat(console.loaded().results()).containsText("GDM");
    }

    /** The download of a search contains all records, not only the displayed page. */
    @Test
    void downloadOfASearchHasAllRecords() {
        String question = "/dhos/v1/blood_glucose_meter?is_bg_value_correct=unknown" + VERIFIED_IN_THAT_YEAR;
        List<String> all = SUPPORT.with("Accept", "text/csv")
                .get(question + "&bom=true")
                .text()
                .lines()
                .toList();

        ConsolePage console = support("#/meters?list=unknown" + YEAR);

        assertThat(console.download("Readings without a result")).isEqualTo(all).hasSizeGreaterThan(51);
    }

    /** The download of a paged list contains all people. */
    @Test
    void downloadOfOutdatedHasAllPeople() {
        int people = 0;
        String path = "/dhos/v1/analytics/outdated";
        String query = "?app_product=GDM&below=2.10.0&limit=100";
        while (!query.isEmpty()) {
            Answer page = SUPPORT.get(path + query);
            people += page.json().at("/figures/installations").size();
            query = page.header("Link").replaceAll("^<([^>]*)>.*", "$1");
        }

        ConsolePage console = support("#/outdated?app_product=GDM&below=2.10.0");

        assertThat(people).isGreaterThan(100);
        assertThat(console.download("Installations below 2.10.0")).hasSize(people + 1);
    }

    /** The download of a figure has one row per version and point in time. */
    @Test
    void downloadOfAFigureHasItsNumbers() {
        int points = SUPPORT.get("/dhos/v1/analytics/adoption?app_product=GDM&kind=patient&top=3")
                .json()
                .at("/figures/0/points")
                .size();

        ConsolePage console = support("#/adoption?kind=patient&app_product=GDM&top=3");

        assertThat(console.download("People by version: GDM, patients"))
                .hasSize(points * 4 + 1)
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

        assertThat(console.page().getByLabel("Summary for a ticket"))
                .hasValue(Pattern.compile("^Patient " + DemoData.FIRST_PATIENT + "\\n.*", Pattern.DOTALL));
    }

    /** Without a provider, the console asks for a token and shows nothing until it has one. */
    @Test
    void tokenIsRequestedWithoutAProvider() {
        ConsolePage console = session().console(View.ADOPTION.address());

        assertThat(console.heading()).hasText("Sign in");
        assertThat(console.tokenField()).isVisible();
        assertThat(console.page().getByText(RIGHT)).isVisible();
        assertThat(console.results()).hasCount(0);
    }

    /** A user without the right to see all records gets a message that names the person to contact. */
    @Test
    void tokenWithoutTheRightGetsAMessage() {
        String token =
                Tokens.of("system_id", "dhos-robot", "read:gdm_telemetry").signed();

        ConsolePage console = session().console(View.ADOPTION.address()).signIn(token);

        assertThat(console.alert()).containsText("not allowed to see the records of all people");
        assertThat(console.alert()).containsText(RIGHT);
    }

    /** An invalid token leads back to the token field with the reason. */
    @Test
    void invalidTokenLeadsBackToTheField() {
        ConsolePage console = session().console(View.ADOPTION.address());
        console.tokenField().fill(Tokens.system().signed() + "x");
        console.press("Continue");

        assertThat(console.alert()).containsText("Your token is not valid");
        assertThat(console.tokenField()).isVisible();
        assertThat(console.tokenField()).hasValue("");
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
