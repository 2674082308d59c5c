package health.polaris.telemetry.console;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.Jwt;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** Base class of tests of the deployed pages in a browser, with records of fictitious people. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@NeedsBrowser
abstract class InBrowser extends Contract {
    static final URI SERVICE = Client.anonymous().base();

    private static WebBrowser browser;

    private final List<BrowserSession> sessions = new ArrayList<>();

    @BeforeAll
    static void open() throws Exception {
        browser = WebBrowser.start();
        DemoFleet.write();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
    }

    @AfterEach
    void leave() {
        sessions.forEach(BrowserSession::close);
    }

    /** The API for a support user, to compare with the pages. A new token each time, because a whole run may outlive one. */
    static Client api() {
        return Client.bearing(Tokens.system());
    }

    /** A new token of a member of staff with all scopes. */
    static Jwt allRights() {
        return Tokens.of(
                "clinician_id", "officer", "read:gdm_telemetry_all read:gdm_telemetry_audit erase:gdm_telemetry");
    }

    /** A user with a new browser profile. */
    final BrowserSession session(Display display) {
        BrowserSession session = browser.session(SERVICE, display);
        sessions.add(session);
        return session;
    }

    final BrowserSession session() {
        return session(Display.DEFAULT);
    }

    /** A support user at a view. */
    final ConsolePage support(String view) {
        return support(session(), view);
    }

    /** A user with all rights of staff at a view. */
    static ConsolePage officer(BrowserSession session, String view) {
        return session.console(view).signIn(allRights().signed());
    }

    static ConsolePage support(BrowserSession session, String view) {
        return session.console(view).signIn(Tokens.system().signed());
    }
}
