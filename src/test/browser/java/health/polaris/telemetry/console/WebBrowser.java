package health.polaris.telemetry.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of the tests: the one that the environment variable {@code CHROMIUM} names, or that Debian installs, or that
 * Playwright has installed. Where there is none of them the tests are skipped.
 */
final class WebBrowser implements AutoCloseable {
    private static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    /** It runs also as root and without a graphics card, and asks nobody for anything but what a page asks for. */
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic");

    private final Playwright playwright;
    private final Browser browser;

    private WebBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; ends the tests as skipped where there is none. */
    static WebBrowser start() {
        Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD));
        Optional<Path> program = program(playwright);
        if (program.isEmpty()) {
            playwright.close();
        }
        assumeTrue(
                program.isPresent(),
                "There is no browser: install Chromium, or name one in the environment variable CHROMIUM.");
        return new WebBrowser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(program.orElseThrow())
                                .setArgs(QUIET)));
    }

    /** Somebody who opens the browser anew, with nothing kept from anybody before. */
    Reader reader(URI service, Look look) {
        return new Reader(
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(look.width(), look.height())
                        .setColorScheme(look.colours())
                        .setLocale("en-GB")
                        .setTimezoneId("Europe/London")),
                service);
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Optional<Path> program(Playwright playwright) {
        return Stream.of(
                        System.getenv().getOrDefault("CHROMIUM", ""),
                        "/usr/bin/chromium",
                        playwright.chromium().executablePath())
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
