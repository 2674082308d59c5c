package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How the pages of the console behave, whoever looks at them and however. */
class MannersInBrowser extends InBrowser {
    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");
    private static final Path PICTURES = Path.of("target/screenshots");

    /** No error, no warning, nothing that the content policy had to stop, and no question to anybody but the service. */
    @ParameterizedTest
    @EnumSource
    void viewIsQuietAndAsksNobodyElse(View view) {
        Reader reader = reader();

        ConsolePage console = support(reader, view.address());
        assertThat(console.heading()).hasText(view.title());
        assertThat(console.alert()).hasCount(0);

        assertThat(reader.complaints()).isEmpty();
        assertThat(reader.asked()).containsExactly(SERVICE.toString());
        assertThat(reader.kept()).isEqualTo("[{},{}]");
    }

    /** Markup that found its way into a page could do nothing: its scripts are stopped, and complained of. */
    @Test
    void scriptsInMarkupAreStopped() {
        Reader reader = reader();
        ConsolePage console = support(reader, View.PLATFORMS.address());

        console.page().evaluate("""
                () => {
                  const script = document.createElement("script");
                  script.textContent = "window.stolen = true";
                  document.body.append(script);
                }""");

        assertThat(console.page().evaluate("window.stolen === undefined")).isEqualTo(true);
        assertThat(reader.complaints()).anyMatch(complaint -> complaint.startsWith("policy: script-src"));
    }

    /** By the rules of the WCAG, levels A and AA, that a program can check; light and dark, at a desk and on a phone. */
    @ParameterizedTest
    @MethodSource
    void viewIsAccessible(View view, Look look) {
        ConsolePage console = support(reader(look), view.address());
        console.page().screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(view.file(look))));

        assertThat(faults(console.page())).isEmpty();
        assertThat(console.page().evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing but tables is wider than the window")
                .isEqualTo(true);
    }

    static Stream<Arguments> viewIsAccessible() {
        return Stream.of(View.values()).flatMap(view -> Look.ALL.stream().map(look -> Arguments.of(view, look)));
    }

    /** So is the page that asks for a token. */
    @ParameterizedTest
    @MethodSource("looks")
    void signInIsAccessible(Look look) {
        ConsolePage console = reader(look).console("");
        assertThat(console.tokenField()).isVisible();

        assertThat(faults(console.page())).isEmpty();
    }

    static List<Look> looks() {
        return Look.ALL;
    }

    /** What is wrong where, in words. */
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
