package health.polaris.telemetry.console;

import health.polaris.telemetry.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Serves the console and its settings, which are public. In production it is served only if sign-in is configured. */
@WebServlet("/console/*")
public class ConsoleServlet extends HttpServlet {
    private static final String SETTINGS = "settings.json";

    @Inject
    transient Settings settings;

    private transient ConsoleFiles files;
    private transient ContentPolicy policy;
    private transient ConsoleFile pageSettings;

    @Override
    public void init() {
        files = new ConsoleFiles(getServletContext());
        policy = ContentPolicy.of(settings);
        pageSettings = ConsoleFile.of(
                "json", PageSettings.of(settings, files.version()).json());
    }

    /** Serves HEAD too: the server omits the body. */
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getPathInfo();
        if (settings.production() && settings.console().isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        } else if (path == null) {
            // relative links of the page need the trailing slash; a relative redirect works behind any proxy
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", "console/");
        } else {
            String name = path.equals("/") ? "index.html" : path.substring(1);
            Optional<ConsoleFile> file = name.equals(SETTINGS) ? Optional.of(pageSettings) : files.find(name);
            if (file.isEmpty()) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            } else {
                response.setHeader("Content-Security-Policy", policy.forFile(name));
                response.setHeader("Referrer-Policy", "no-referrer");
                file.get().send(request, response);
            }
        }
    }
}
