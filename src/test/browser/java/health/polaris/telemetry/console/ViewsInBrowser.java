package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of all views: policy, accessibility and layout. */
@Tag("browser")
class ViewsInBrowser extends InBrowser {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    /** No view causes errors, warnings or policy violations, or sends requests to other hosts. */
    @Test
    void viewsCauseNoErrorsOrForeignRequests() {
        BrowserSession session = session();
        ConsolePage console = officer(session, View.START.address());

        for (View view : View.values()) {
            console.show(view.address());
            assertThat(console.heading()).hasText(view.title());
            assertThat(console.loaded().alert()).hasCount(0);
            assertThat(console.results()).not().containsText("undefined");
        }

        assertThat(session.problems()).isEmpty();
        assertThat(session.origins()).containsExactly(SERVICE.toString());
        assertThat(session.storage()).isEqualTo("[{},{}]");
    }

    /** All files of the console together are small. */
    @Test
    void consoleIsSmall() {
        BrowserSession session = session();
        List<Request> requests = new ArrayList<>();
        session.page().onRequestFinished(requests::add);

        support(session, View.START.address());

        // asking for a size lets further requests finish
        assertThat(List.copyOf(requests).stream()
                        .filter(request -> request.url().contains("/console/"))
                        .mapToLong(request -> request.sizes().responseBodySize)
                        .sum())
                .isBetween(20_000L, 300_000L);
    }

    /** Scripts in injected markup are blocked and reported. */
    @Test
    void injectedScriptsAreBlocked() {
        BrowserSession session = session();
        ConsolePage console = support(session, View.PLATFORMS.address());

        console.page().evaluate("""
                () => {
                  const script = document.createElement("script");
                  script.textContent = "window.stolen = true";
                  document.body.append(script);
                }""");

        assertThat(console.page().evaluate("window.stolen === undefined")).isEqualTo(true);
        assertThat(session.problems()).anyMatch(problem -> problem.startsWith("policy: script-src"));
    }

    /**
     * Each view satisfies the automatically testable WCAG rules of levels A and AA, and only tables are wider than the
     * window: light and dark, on a phone, a desktop and a wide screen.
     */
    @ParameterizedTest
    @MethodSource("displays")
    void viewsAreAccessible(Display display) {
        ConsolePage console = officer(session(display), View.START.address());
        List<String> faults = new ArrayList<>();
        for (View view : View.values()) {
            console.show(view.address());
            assertThat(console.heading()).hasText(view.title());
            console.loaded()
                    .page()
                    .screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(view.file(display))));
            faults(console.page()).forEach(fault -> faults.add(view + ": " + fault));
            if (!(boolean) console.page().evaluate("document.documentElement.scrollWidth <= innerWidth")) {
                faults.add(view + ": wider than the window");
            }
        }

        assertThat(faults).isEmpty();
    }

    /** The results of the search box satisfy the same rules. */
    @ParameterizedTest
    @MethodSource("displays")
    void resultsAreAccessible(Display display) {
        ConsolePage console = support(session(display), View.START.address());
        console.searchBox().fill("demo-patient-00000");
        assertThat(console.hits().first()).isVisible();
        console.page()
                .screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve("found-" + display + ".png")));

        assertThat(faults(console.page())).isEmpty();
    }

    /** The sign-in page satisfies the same rules. */
    @ParameterizedTest
    @MethodSource("displays")
    void signInIsAccessible(Display display) {
        ConsolePage console = session(display).console("");
        assertThat(console.tokenField()).isVisible();

        assertThat(faults(console.page())).isEmpty();
    }

    static List<Display> displays() {
        return Display.ALL;
    }

    /** The violations as text. */
    private static List<String> faults(Page page) {
        return new AxeBuilder(page)
                .withTags(WCAG).analyze().getViolations().stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " "
                                + rule.getNodes().stream()
                                        .map(CheckedNode::getHtml)
                                        .toList())
                        .toList();
    }
}
