package health.polaris.telemetry.console;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Somebody before a browser. It is noted what the pages complain of, and which hosts they ask. */
final class Reader implements AutoCloseable {
    /** Before any script of a page, so that no violation is missed. */
    private static final String TELL_VIOLATIONS = "addEventListener('securitypolicyviolation', violation =>"
            + " console.error(`policy: ${violation.violatedDirective} ${violation.blockedURI}`))";

    private final BrowserContext context;
    private final Page page;
    private final URI service;
    private final List<String> complaints = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();

    Reader(BrowserContext context, URI service) {
        this.context = context;
        this.service = service;
        context.addInitScript(TELL_VIOLATIONS);
        context.onRequest(request -> note(URI.create(request.url())));
        page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
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

    /** Errors and warnings of the pages, and violations of their policy. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** The origins that were asked for anything. */
    Set<String> asked() {
        return Set.copyOf(asked);
    }

    /** What the page has put into the storages that outlive it. */
    String kept() {
        return (String) page.evaluate("JSON.stringify([localStorage, sessionStorage])");
    }

    @Override
    public void close() {
        context.close();
    }

    /** Files that the page itself makes come from nowhere. */
    private void note(URI address) {
        if (address.getRawAuthority() != null) {
            asked.add(address.getScheme() + "://" + address.getRawAuthority());
        }
    }
}
