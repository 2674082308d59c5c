package health.polaris.telemetry.monitoring;

import jakarta.inject.Inject;
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

/** One structured line for each request but the monitoring probes'. Never a token, a body or an id of the path. */
public class RequestLog extends HttpFilter {
    private static final System.Logger LOG = System.getLogger(RequestLog.class.getName());
    private static final Set<String> PROBES = Set.of("/running", "/version", "/healthcheck");
    private static final List<String> CLIENT_HEADERS = List.of("X-Client", "X-Version");
    private static final int LONGEST = 100;

    @Inject
    transient LogLine line;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long start = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            if (!PROBES.contains(path(request)) && LOG.isLoggable(System.Logger.Level.INFO)) {
                LOG.log(System.Logger.Level.INFO, line.of(facts(request, response, System.nanoTime() - start)));
            }
        }
    }

    private static String path(HttpServletRequest request) {
        return request.getRequestURI().substring(request.getContextPath().length());
    }

    private static Map<String, Object> facts(
            HttpServletRequest request, HttpServletResponse response, long nanoseconds) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("status", response.getStatus());
        facts.put("method", request.getMethod());
        Object route = request.getAttribute(Route.ATTRIBUTE);
        facts.put("route", route == null ? "none" : route);
        facts.put("latency_ms", Math.round(nanoseconds / 1_000.0) / 1_000.0);
        if (request.getAttribute(AnswerSize.ATTRIBUTE) instanceof Integer size) {
            facts.put("size", size);
        }
        facts.put("request_id", response.getHeader("X-Request-ID"));
        for (String header : CLIENT_HEADERS) {
            String sent = request.getHeader(header);
            if (sent != null) {
                facts.put(header, sent.substring(0, Math.min(sent.length(), LONGEST)));
            }
        }
        return facts;
    }
}
