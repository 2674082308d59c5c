package health.polaris.telemetry.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A user with a browser. Records the pages' errors and the contacted hosts. */
final class BrowserSession implements AutoCloseable {
    /** Runs before any script of a page, so that no violation is missed. */
    private static final String REPORT_VIOLATIONS = "addEventListener('securitypolicyviolation', violation =>"
            + " console.error(`policy: ${violation.violatedDirective} ${violation.blockedURI}`))";

    private final BrowserContext context;
    private final Page page;
    private final URI service;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> origins = new TreeSet<>();

    BrowserSession(BrowserContext context, URI service) {
        this.context = context;
        this.service = service;
        context.addInitScript(REPORT_VIOLATIONS);
        context.onRequest(request -> note(URI.create(request.url())));
        page = context.newPage();
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                problems.add(message.text());
            }
        });
    }

    /** Opens an address of the service. */
    Page open(String path) {
        page.navigate(service + path);
        return page;
    }

    /** Opens the console at a view. */
    ConsolePage console(String view) {
        open("/console/" + view);
        return new ConsolePage(page);
    }

    Page page() {
        return page;
    }

    /** Errors, warnings and policy violations of the pages. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** The origins of all requests. */
    Set<String> origins() {
        return Set.copyOf(origins);
    }

    /** The content of the browser's persistent storage. */
    String storage() {
        return (String) page.evaluate("JSON.stringify([localStorage, sessionStorage])");
    }

    @Override
    public void close() {
        context.close();
    }

    /** Ignores addresses without a host, such as files that the page creates. */
    private void note(URI address) {
        if (address.getRawAuthority() != null) {
            origins.add(address.getScheme() + "://" + address.getRawAuthority());
        }
    }
}
