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

/** Logs one structured line per request, except for monitoring probes. The line contains no tokens, bodies or ids. */
public class RequestLog extends HttpFilter {
    private static final Logger LOG = Logger.getLogger(RequestLog.class.getName());
    private static final Set<String> PROBES = Set.of("/running", "/version", "/healthcheck", "/metrics");
    private static final List<String> CLIENT_HEADERS = List.of("X-Client", "X-Version");
    /** The servlet mapping of the console, which has no path template. */
    private static final String CONSOLE = "/console/*";

    /** The servlet mapping of Payara's health checks. Those of Open Liberty are in an application of their own. */
    private static final String HEALTH = "/health/*";

    private static final int MAX_HEADER_LENGTH = 100;

    /** Runs after RequestIdFilter. */
    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHttpServletMapping().getPattern().equals(HEALTH)) {
            chain.doFilter(request, response);
            return;
        }
        long start = System.nanoTime();
        LogFormatter.REQUEST_ID.set(response.getHeader("X-Request-ID"));
        try {
            chain.doFilter(request, response);
        } finally {
            long nanoseconds = System.nanoTime() - start;
            String route = route(request);
            RequestMetrics.observe(request.getMethod(), route, response.getStatus(), nanoseconds / 1e9);
            if (!PROBES.contains(route) && LOG.isLoggable(Level.INFO)) {
                LOG.log(Level.INFO, "request", fields(request, response, route, nanoseconds));
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

    private static Map<String, Object> fields(
            HttpServletRequest request, HttpServletResponse response, String route, long nanoseconds) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("status", response.getStatus());
        fields.put("method", request.getMethod());
        fields.put("route", route);
        fields.put("latency_ms", Math.round(nanoseconds / 1_000.0) / 1_000.0);
        if (request.getAttribute(ResponseSize.ATTRIBUTE) instanceof Integer size) {
            fields.put("size", size);
        }
        for (String header : CLIENT_HEADERS) {
            String value = request.getHeader(header);
            if (value != null) {
                fields.put(header, value.substring(0, Math.min(value.length(), MAX_HEADER_LENGTH)));
            }
        }
        return fields;
    }
}
