package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import health.polaris.telemetry.contract.RealmAdmin;
import health.polaris.telemetry.local.LocalKeycloak;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** People of support sign in to the console at a real Keycloak, with the realm that hospitals get. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@NeedsBrowser
class SignInInBrowser {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String PASSWORD = "a long password";

    /** The console renews a token a minute before its end, so this one after four seconds. */
    private static final Duration TOKENS_LAST = Duration.ofSeconds(64);

    private static WebBrowser browser;
    private static LocalKeycloak keycloak;
    private static LocalServer server;
    private static URI service;

    private Reader reader;

    @BeforeAll
    static void open() throws Exception {
        browser = WebBrowser.start();
        keycloak = LocalKeycloak.start(PROJECT);
        int port = Ports.orAnyFree(0);
        service = URI.create("http://127.0.0.1:" + port);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("AUTH0_DOMAIN", keycloak.realm());
        environment.put("CONSOLE_CLIENT_ID", "telemetry-console");
        environment.put("CONSOLE_SCOPES", "openid");
        server = LocalServer.start(PROJECT, port, environment, System.out::println);
        server.awaitRunning();
        keycloak.awaitReady();
        RealmAdmin admin = new RealmAdmin(keycloak.address());
        admin.consoleAt(service);
        admin.accessTokensLast(TOKENS_LAST);
        admin.addSupport("sue", PASSWORD, "read:gdm_telemetry_all");
        admin.addSupport("nora", PASSWORD, "");
    }

    @AfterAll
    static void close() {
        if (server != null) {
            server.close();
        }
        if (keycloak != null) {
            keycloak.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void newcomer() {
        reader = browser.reader(service, Look.USUAL);
    }

    @AfterEach
    void leave() {
        reader.close();
    }

    /**
     * By an authorization code with PKCE, and back to the view that was asked for. The code does not stay in the address, no
     * token stays in the browser, and nobody but the service and the provider is asked.
     */
    @Test
    void personOfSupportSignsIn() {
        ConsolePage console = reader.console("#/platforms?kind=patient");
        assertThat(console.heading()).hasText("Sign in");

        Request question = reader.page()
                .waitForRequest(
                        Pattern.compile(".*/protocol/openid-connect/auth\\?.*"), () -> console.press("Sign in"));
        Request exchange = reader.page()
                .waitForRequest(Pattern.compile(".*/protocol/openid-connect/token"), () -> giveName("sue"));

        assertThat(question.url()).contains("response_type=code", "code_challenge_method=S256", "code_challenge=");
        assertThat(exchange.postData()).contains("grant_type=authorization_code", "code_verifier=");
        assertThat(console.heading()).hasText("Platforms");
        assertThat(console.answered().results()).containsText("patients");
        assertThat(console.filter("People")).hasValue("patient");
        assertThat(reader.page().locator("#account")).containsText("sue");
        assertThat(reader.page()).hasURL(service + "/console/#/platforms?kind=patient");
        assertThat(reader.kept()).doesNotContain("eyJ");
        assertThat(reader.asked()).containsExactlyInAnyOrder(service.toString(), keycloak.address());
        assertThat(reader.complaints()).isEmpty();
    }

    /** After a reload the provider, who knows the person still, is asked without a word, for the same view. */
    @Test
    void reloadNeedsNoPassword() {
        ConsolePage console = signedIn("sue", "#/platforms?kind=patient");

        reader.page().reload();

        assertThat(console.heading()).hasText("Platforms");
        assertThat(console.answered().filter("People")).hasValue("patient");
    }

    /** Before a token ends there is a new one, and the page goes on with that. */
    @Test
    void tokenIsRenewed() {
        ConsolePage console = signedIn("sue", "#/platforms");
        String first = bearer(console, "Meters");

        Request renewal = reader.page()
                .waitForRequest(
                        request -> request.url().endsWith("/protocol/openid-connect/token")
                                && request.postData().contains("grant_type=refresh_token"),
                        () -> {});
        assertThat(renewal.response().status()).isEqualTo(200);
        renewal.response().finished();
        String second = bearer(console, "Platforms");

        assertThat(second).startsWith("Bearer ").isNotEqualTo(first);
        assertThat(console.results()).containsText("patients");
        assertThat(console.alert()).hasCount(0);
    }

    /** Who may not see the records of all people is told so, and whom to ask. */
    @Test
    void personWithoutTheRightIsToldSo() {
        ConsolePage console = signedIn("nora", "#/adoption");

        assertThat(console.alert())
                .hasText("You are signed in, but you may not see the records of all people."
                        + " Ask your administrator for the right read:gdm_telemetry_all.");
    }

    /** Who signs out is signed out at the provider as well, which then asks for the password again. */
    @Test
    void signOutEndsTheSessionAtTheProvider() {
        ConsolePage console = signedIn("sue", "#/platforms");

        console.press("Sign out");
        assertThat(console.heading()).hasText("Sign in");
        assertThat(reader.page()).hasURL(service + "/console/");
        console.press("Sign in");

        assertThat(passwordField()).isVisible();
    }

    private ConsolePage signedIn(String name, String view) {
        ConsolePage console = reader.console(view);
        console.press("Sign in");
        giveName(name);
        assertThat(reader.page().locator("#account")).containsText(name);
        return console.answered();
    }

    private void giveName(String name) {
        reader.page().locator("#username").fill(name);
        passwordField().fill(PASSWORD);
        reader.page().locator("#kc-login").click();
    }

    private Locator passwordField() {
        return reader.page().locator("#password");
    }

    /** What a view asks the service with. */
    private String bearer(ConsolePage console, String view) {
        Page page = console.page();
        return page.waitForRequest("**/dhos/v1/analytics/**", () -> console.goTo(view))
                .headerValue("Authorization");
    }
}
