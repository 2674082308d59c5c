package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Behaviour of all views: policy, accessibility and layout. */
@Tag("browser")
class ViewsInBrowser extends InBrowser {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    /** A view causes no errors, warnings or policy violations, and sends requests to the service only. */
    @ParameterizedTest
    @EnumSource
    void viewCausesNoErrorsOrForeignRequests(View view) {
        BrowserSession session = session();

        ConsolePage console = support(session, view.address());
        assertThat(console.heading()).hasText(view.title());
        assertThat(console.alert()).hasCount(0);

        assertThat(session.problems()).isEmpty();
        assertThat(session.origins()).containsExactly(SERVICE.toString());
        assertThat(session.storage()).isEqualTo("[{},{}]");
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
     * Each view satisfies the automatically testable WCAG rules of levels A and AA, light and dark, on desktop and
     * phone.
     */
    @ParameterizedTest
    @MethodSource
    void viewIsAccessible(View view, Display display) {
        ConsolePage console = support(session(display), view.address());
        console.page().screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(view.file(display))));

        assertThat(faults(console.page())).isEmpty();
        assertThat(console.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("only tables are wider than the window")
                .isEqualTo(true);
    }

    static Stream<Arguments> viewIsAccessible() {
        return Stream.of(View.values())
                .flatMap(view -> Display.ALL.stream().map(display -> Arguments.of(view, display)));
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
