package health.polaris.telemetry.monitoring;

import health.polaris.telemetry.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** One structured line for each request but the monitoring probes'. Never a token, a body or an id of the path. */
@WebFilter(filterName = "request-log")
public class RequestLog extends HttpFilter {
    private static final System.Logger LOG = System.getLogger(RequestLog.class.getName());
    private static final Set<String> PROBES = Set.of("/running", "/version", "/healthcheck");
    private static final JsonMapper JSON = new JsonMapper();

    @Inject
    transient Settings settings;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            if (!PROBES.contains(request.getRequestURI())) {
                LOG.log(System.Logger.Level.INFO, line(request, response, System.nanoTime() - start));
            }
        }
    }

    private String line(HttpServletRequest request, HttpServletResponse response, long nanoseconds) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("status", response.getStatus());
        line.put("method", request.getMethod());
        Object route = request.getAttribute(Route.ATTRIBUTE);
        line.put("route", route == null ? "none" : route);
        line.put("latency_ms", nanoseconds / 1_000_000.0);
        line.put("size", String.valueOf(response.getHeader("Content-Length")));
        line.put("request_id", response.getHeader("X-Request-ID"));
        for (String header : new String[] {"X-Client", "X-Version"}) {
            if (request.getHeader(header) != null) {
                line.put(header, request.getHeader(header));
            }
        }
        return settings.logFormat().equals("json") ? JSON.writeValueAsString(line) : line.toString();
    }
}
