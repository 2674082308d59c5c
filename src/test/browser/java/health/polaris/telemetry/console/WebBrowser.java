package health.polaris.telemetry.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The Chromium for the tests: the environment variable {@code CHROMIUM}, Debian's, or Playwright's, in this order. */
final class WebBrowser implements AutoCloseable {
    private static final Map<String, String> NO_DOWNLOAD = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

    /** Works as root and without a graphics card, and sends no background requests. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic");

    static final String NONE =
            "No browser found: install Chromium, or set the environment variable CHROMIUM to its path.";

    private static final Optional<Path> PROGRAM = program();

    private final Playwright playwright;
    private final Browser browser;

    private WebBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Whether a browser is installed. Prints a message if not. */
    static boolean isInstalled() {
        if (PROGRAM.isEmpty()) {
            System.out.println(NONE);
        }
        return PROGRAM.isPresent();
    }

    static WebBrowser start() {
        // as long as actions wait: a busy machine may need more than the default of five seconds
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        Playwright playwright = playwright();
        return new WebBrowser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(PROGRAM.orElseThrow())
                                .setArgs(ARGUMENTS)));
    }

    /** Opens a new browser profile. */
    BrowserSession session(URI service, Display display) {
        return new BrowserSession(
                browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(display.width(), display.height())
                        .setColorScheme(display.colours())
                        .setLocale("en-GB")
                        .setIgnoreHTTPSErrors(true) // certificates of tests
                        .setTimezoneId("Europe/London")),
                service);
    }

    @Override
    public void close() {
        playwright.close();
    }

    private static Playwright playwright() {
        return Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD));
    }

    private static Optional<Path> program() {
        return Stream.<Supplier<String>>of(
                        () -> System.getenv().getOrDefault("CHROMIUM", ""),
                        () -> "/usr/bin/chromium",
                        WebBrowser::ofPlaywright)
                .map(Supplier::get)
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String ofPlaywright() {
        try (Playwright playwright = playwright()) {
            return playwright.chromium().executablePath();
        }
    }
}
