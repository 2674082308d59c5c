package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Support users sign in to the console at a real Keycloak with the delivered realm. */
@Tag("browser")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@NeedsBrowser
class SignInInBrowser {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String PASSWORD = "a long password";

    /** The console renews a token a minute before its expiry: this one after four seconds. */
    private static final Duration TOKENS_LAST = Duration.ofSeconds(64);

    private static WebBrowser browser;
    private static LocalKeycloak keycloak;
    private static LocalServer server;
    private static URI service;

    private BrowserSession session;

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
    void openBrowser() {
        session = browser.session(service, Display.DEFAULT);
    }

    @AfterEach
    void leave() {
        session.close();
    }

    /**
     * Uses an authorization code with PKCE and returns to the requested view. The code is removed from the address,
     * tokens are not stored in the browser, and only the service and the provider are contacted.
     */
    @Test
    void supportUserSignsIn() {
        ConsolePage console = session.console("#/platforms?kind=patient");
        assertThat(console.heading()).hasText("Sign in");

        Request authorization = session.page()
                .waitForRequest(
                        Pattern.compile(".*/protocol/openid-connect/auth\\?.*"), () -> console.press("Sign in"));
        Request exchange = session.page()
                .waitForRequest(Pattern.compile(".*/protocol/openid-connect/token"), () -> giveName("sue"));

        assertThat(authorization.url()).contains("response_type=code", "code_challenge_method=S256", "code_challenge=");
        assertThat(exchange.postData()).contains("grant_type=authorization_code", "code_verifier=");
        assertThat(console.heading()).hasText("Platforms");
        assertThat(console.loaded().results()).containsText("patients");
        assertThat(console.button("Patients")).hasAttribute("aria-pressed", "true");
        assertThat(session.page().locator("#account")).containsText("sue");
        assertThat(session.page()).hasURL(service + "/console/#/platforms?kind=patient");
        assertThat(session.storage()).doesNotContain("eyJ");
        assertThat(session.origins()).containsExactlyInAnyOrder(service.toString(), keycloak.address());
        assertThat(session.problems()).isEmpty();
    }

    /** After a reload, the provider signs the user in again without interaction, at the same view. */
    @Test
    void reloadNeedsNoPassword() {
        ConsolePage console = signedIn("sue", "#/platforms?kind=patient");

        session.page().reload();

        assertThat(console.heading()).hasText("Platforms");
        assertThat(console.loaded().button("Patients")).hasAttribute("aria-pressed", "true");
    }

    /** A token is renewed before its expiry, and the page continues with the new one. */
    @Test
    void tokenIsRenewed() {
        ConsolePage console = signedIn("sue", "#/platforms");
        String first = bearer(console, "Meters");

        Request renewal = session.page()
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

    /** When the service no longer accepts the token, a sign-in in another window continues on the same page. */
    @Test
    void endedSessionContinuesOnTheSamePage() {
        ConsolePage console = signedIn("sue", "#/platforms");
        session.page()
                .route(
                        "**/dhos/v1/blood_glucose_meter*",
                        route -> route.fulfill(new Route.FulfillOptions().setStatus(401)));
        session.page()
                .getByText("Meters", new Page.GetByTextOptions().setExact(true))
                .click();
        assertThat(session.page().locator("dialog")).containsText("Your session has ended.");
        session.page().unroute("**/dhos/v1/blood_glucose_meter*");

        session.page().waitForPopup(() -> console.press("Sign in again"));

        assertThat(session.page().locator("dialog")).hasCount(0);
        assertThat(console.loaded().results()).containsText("Group by");
    }

    /** A user without the right to see all records gets a message that names the person to contact. */
    @Test
    void userWithoutTheRightGetsAMessage() {
        ConsolePage console = signedIn("nora", "#/adoption");

        assertThat(console.results())
                .containsText("You are signed in, but not allowed to see this."
                        + " Ask your administrator for the scope read:gdm_telemetry_all.");
    }

    /** Signing out ends the session at the provider too, which then requires the password. */
    @Test
    void signOutEndsTheSessionAtTheProvider() {
        ConsolePage console = signedIn("sue", "#/platforms");

        console.press("Sign out");
        assertThat(console.heading()).hasText("Sign in");
        assertThat(session.page()).hasURL(service + "/console/");
        console.press("Sign in");

        assertThat(passwordField()).isVisible();
    }

    private ConsolePage signedIn(String name, String view) {
        ConsolePage console = session.console(view);
        console.press("Sign in");
        giveName(name);
        assertThat(session.page().locator("#account")).containsText(name);
        return console.loaded();
    }

    private void giveName(String name) {
        session.page().locator("#username").fill(name);
        passwordField().fill(PASSWORD);
        session.page().locator("#kc-login").click();
    }

    private Locator passwordField() {
        return session.page().locator("#password");
    }

    /** The bearer token of a view's requests. */
    private String bearer(ConsolePage console, String view) {
        Page page = console.page();
        return page.waitForRequest("**/dhos/v1/**", () -> console.goTo(view)).headerValue("Authorization");
    }
}
