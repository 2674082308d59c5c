package health.polaris.telemetry.console;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Tokens;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** A test of the pages of the deployed WAR in a browser, with the records of people who never lived. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@NeedsBrowser
abstract class InBrowser extends Contract {
    static final URI SERVICE = Client.nobody().base();

    /** What the API answers to support, to compare with what the pages show. */
    static final Client SUPPORT = Client.bearing(Tokens.system());

    /** The last year as the views of meters ask for it, and the same as the API does: there the end is not included. */
    static final String YEAR = "&from=" + today().minusYears(1) + "&to=" + today();

    static final String VERIFIED_IN_THAT_YEAR =
            "&verified_from=" + today().minusYears(1) + "T00:00:00Z&verified_to=" + today().plusDays(1) + "T00:00:00Z";

    private static WebBrowser browser;

    private final List<Reader> readers = new ArrayList<>();

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
        readers.forEach(Reader::close);
    }

    /** Somebody who has not opened the console before. */
    final Reader reader(Look look) {
        Reader reader = browser.reader(SERVICE, look);
        readers.add(reader);
        return reader;
    }

    final Reader reader() {
        return reader(Look.USUAL);
    }

    /** Somebody of support who looks at a view. */
    final ConsolePage support(String view) {
        return support(reader(), view);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    static ConsolePage support(Reader reader, String view) {
        return reader.console(view).signIn(Tokens.system().signed());
    }
}
