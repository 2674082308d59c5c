package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.demo.DemoData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the console shows when something is missing: a session, the network, the service. */
@Tag("browser")
class StatesInBrowser extends InBrowser {
    private static final String REASON = "request of 1 March";

    /** An ended session asks for a new sign-in, and keeps what was typed. */
    @Test
    void endedSessionKeepsWhatWasTyped() {
        ConsolePage console = officer(session(), View.DATA_SUBJECT.address());
        console.page().getByLabel("Reason").first().fill(REASON);
        console.page().route("**/hold", route -> route.fulfill(new Route.FulfillOptions().setStatus(401)));

        console.press("Place under hold");
        assertThat(console.page().getByRole(com.microsoft.playwright.options.AriaRole.DIALOG))
                .containsText("Your session has ended.");
        console.tokenField().fill(allRights().signed());
        console.press("Continue");

        assertThat(console.page().locator("dialog")).hasCount(0);
        assertThat(console.page().getByLabel("Reason").first()).hasValue(REASON);
    }

    /** An error has the id of its request, and can be retried. */
    @Test
    void errorHasItsRequestIdAndARetry() {
        BrowserSession session = session();
        session.page()
                .route(
                        "**/analytics/platforms*",
                        route -> route.fulfill(new Route.FulfillOptions()
                                .setStatus(503)
                                .setHeaders(Map.of("X-Request-ID", "request-4711"))));
        ConsolePage console = session.console(View.PLATFORMS.address());
        console.tokenField().fill(Tokens.system().signed());
        console.press("Continue");

        assertThat(console.alert()).containsText("The registry is busy or unavailable.");
        assertThat(console.alert()).containsText("request-4711");
        session.page().unroute("**/analytics/platforms*");
        console.press("Try again");

        assertThat(console.loaded().results()).containsText("patients");
    }

    /** A banner says that the network is missing. */
    @Test
    void offlineIsShown() {
        ConsolePage console = support(View.PLATFORMS.address());

        console.page().context().setOffline(true);
        assertThat(console.alert()).containsText("You are offline.");
        console.page().context().setOffline(false);

        assertThat(console.alert()).hasCount(0);
    }

    /** A download can be cancelled. */
    @Test
    void downloadCanBeCancelled() {
        ConsolePage console = support("#/meters");
        console.page().route(url -> url.contains("bom=true"), route -> {}); // never answered

        console.press("CSV of all: Checks");
        console.page().getByText("Cancel").click();

        assertThat(console.button("CSV of all: Checks")).isVisible();
        assertThat(console.page().getByText("The download was cancelled.")).hasCount(1);
    }

    /** A printed person has the id, the time, who printed, and no controls. */
    @Test
    void printedPersonIsEvidence() throws Exception {
        ConsolePage console = officer(session(), View.PERSON.address());

        console.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(console.heading()).containsText(DemoData.FIRST_PATIENT);
        assertThat(console.page().locator(".printed")).isVisible();
        assertThat(console.page().locator(".printed")).containsText("officer");
        assertThat(console.button("Print")).isHidden();
        assertThat(console.searchBox()).isHidden();
        Path file = Path.of("target/screenshots/person.pdf");
        Files.createDirectories(file.getParent());
        console.page().pdf(new Page.PdfOptions().setPath(file).setPreferCSSPageSize(true));
        assertThat(Files.size(file)).isGreaterThan(10_000);
        assertThat(foot(console)).contains(DemoData.FIRST_PATIENT).contains("officer");
    }

    /** A chart is drawn anew for paper. */
    @Test
    void chartIsDrawnForPaper() {
        ConsolePage console = support(View.ADOPTION.address());

        console.page().evaluate("window.dispatchEvent(new Event('beforeprint'))");

        assertThat(console.chart()).hasAttribute("viewBox", "0 0 1000 320");
        console.page().evaluate("window.dispatchEvent(new Event('afterprint'))");
        assertThat(console.chart()).not().hasAttribute("viewBox", "0 0 1000 320");
    }

    /** A wide table fits on A4 landscape, and only the filters in force are printed. */
    @Test
    void wideTableFitsOnPaper() {
        ConsolePage console = support(
                session(new Display(ColorScheme.DARK, 1032, 680)),
                "#/installations?app_product=GDM&columns=person,product,version,os,os_version,model,first_used,modified,"
                        + "created,code,heard,uuid");

        console.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(console.page()
                        .evaluate(
                                "[...document.querySelectorAll('table')].every(one => one.offsetWidth <= innerWidth)"))
                .isEqualTo(true);
        assertThat(console.page().getByText("Product: GDM")).isVisible();
        assertThat(console.button("Model")).isHidden();
    }

    /** What is printed at the foot of each page, unescaped. */
    private static String foot(ConsolePage console) {
        return console.page()
                .evaluate(
                        "[...document.adoptedStyleSheets].flatMap(sheet => [...sheet.cssRules]).map(rule => rule.cssText)"
                                + ".join(' ').replaceAll('\\\\', '')")
                .toString();
    }
}
