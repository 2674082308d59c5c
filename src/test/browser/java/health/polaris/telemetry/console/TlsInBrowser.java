package health.polaris.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.CertificateAuthority;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console over the server's own TLS. */
@Tag("browser")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@NeedsBrowser
class TlsInBrowser {
    private static final String PASSWORD = "the password of the key store";

    @TempDir
    private static Path files;

    private static WebBrowser browser;
    private static LocalServer server;

    @BeforeAll
    static void open() throws Exception {
        browser = WebBrowser.start();
        CertificateAuthority authority = new CertificateAuthority(files.resolve("authority"));
        authority.issue("localhost");
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("TLS_PORT", Integer.toString(Ports.orAnyFree(0)));
        environment.put("KEY_STORE", authority.keyStore(PASSWORD, "localhost").toString());
        environment.put("KEY_STORE_PASSWORD", PASSWORD);
        server = LocalServer.startWithTls(
                Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, authority.trust(), System.out::println);
        server.awaitRunning();
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    /** A new browser loads all files and signs in. Over HTTP/2 some loads failed, hence the repetitions. */
    @RepeatedTest(21)
    void consoleLoadsAndSignsIn() {
        try (BrowserSession session = browser.session(server.uri(), Display.DEFAULT)) {
            ConsolePage console =
                    session.console("#/platforms").signIn(Tokens.system().signed());

            assertThat(console.heading().textContent()).isEqualTo("Platforms");
            assertThat(session.problems()).isEmpty();
            assertThat(session.origins()).containsExactly(server.uri().toString());
        }
    }
}
