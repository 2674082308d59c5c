package health.polaris.telemetry.console;

import health.polaris.telemetry.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * The files of the console, and what its pages have to know. Nothing of it is secret: whoever wants to see records needs a
 * token. In production there is no console unless people can sign in to it.
 */
@WebServlet("/console/*")
public class ConsoleServlet extends HttpServlet {
    private static final String SETTINGS = "settings.json";

    @Inject
    transient Settings settings;

    private transient ConsoleFiles files;
    private transient ContentPolicy policy;
    private transient ConsoleFile known;

    @Override
    public void init() {
        files = new ConsoleFiles(getServletContext());
        policy = ContentPolicy.of(settings);
        known = ConsoleFile.of(
                "json", PageSettings.of(settings, files.version()).json());
    }

    /** Also the answer to HEAD, of which the server leaves the body out. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (settings.production() && settings.console().isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (path == null) {
            // without its final slash the page would look for its files beside itself; relative, so right behind any
            // proxy
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", "console/");
        } else {
            String name = path.equals("/") ? "index.html" : path.substring(1);
            Optional<ConsoleFile> file = name.equals(SETTINGS) ? Optional.of(known) : files.named(name);
            if (file.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                response.setHeader("Content-Security-Policy", policy.forFile(name));
                response.setHeader("X-Content-Type-Options", "nosniff");
                response.setHeader("Referrer-Policy", "no-referrer");
                file.get().answer(request, response);
            }
        }
    }
}
