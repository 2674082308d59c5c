package health.polaris.telemetry.operations.log;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One structured line for each request but the monitoring probes'. Never a token, a body or an id of the path. */
public class RequestLog extends HttpFilter {
    private static final Logger LOG = Logger.getLogger(RequestLog.class.getName());
    private static final Set<String> PROBES = Set.of("/running", "/version", "/healthcheck", "/metrics");
    private static final List<String> CLIENT_HEADERS = List.of("X-Client", "X-Version");
    /** What is served by a servlet, and so has no path template. */
    private static final String CONSOLE = "/console/*";

    private static final int LONGEST = 100;

    /** The filter before this one has given the answer its request id. */
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        LogFormatter.REQUEST_ID.set(response.getHeader("X-Request-ID"));
        try {
            chain.doFilter(request, response);
        } finally {
            long nanoseconds = System.nanoTime() - start;
            String route = route(request);
            RequestMetrics.note(request.getMethod(), route, response.getStatus(), nanoseconds / 1e9);
            if (!PROBES.contains(route) && LOG.isLoggable(Level.INFO)) {
                LOG.log(Level.INFO, "request", facts(request, response, route, nanoseconds));
            }
            LogFormatter.REQUEST_ID.remove();
        }
    }

    private static String route(HttpServletRequest request) {
        if (request.getAttribute(Route.ATTRIBUTE) instanceof String template) {
            return template;
        }
        String servlet = request.getHttpServletMapping().getPattern();
        return servlet.equals(CONSOLE) ? servlet : "none";
    }

    private static Map<String, Object> facts(
            HttpServletRequest request, HttpServletResponse response, String route, long nanoseconds) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("status", response.getStatus());
        facts.put("method", request.getMethod());
        facts.put("route", route);
        facts.put("latency_ms", Math.round(nanoseconds / 1_000.0) / 1_000.0);
        if (request.getAttribute(ResponseSize.ATTRIBUTE) instanceof Integer size) {
            facts.put("size", size);
        }
        for (String header : CLIENT_HEADERS) {
            String sent = request.getHeader(header);
            if (sent != null) {
                facts.put(header, sent.substring(0, Math.min(sent.length(), LONGEST)));
            }
        }
        return facts;
    }
}
