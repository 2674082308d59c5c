package health.polaris.telemetry.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The Chromium of the tests: the one that the environment variable {@code CHROMIUM} names, or that Debian installs, or that
 * Playwright has installed, in this order.
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

    static final String NONE =
            "There is no browser: install Chromium, or name one in the environment variable CHROMIUM.";

    private static final Optional<Path> PROGRAM = program();

    private final Playwright playwright;
    private final Browser browser;

    private WebBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Whether there is one; where there is none, whoever looks at the build is told. */
    static boolean isInstalled() {
        if (PROGRAM.isEmpty()) {
            System.out.println(NONE);
        }
        return PROGRAM.isPresent();
    }

    static WebBrowser start() {
        Playwright playwright = playwright();
        return new WebBrowser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(PROGRAM.orElseThrow())
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
