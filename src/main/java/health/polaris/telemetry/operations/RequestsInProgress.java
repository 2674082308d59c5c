package health.polaris.telemetry.operations;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests that are being worked on, so that a node that stops can wait for them. */
public class RequestsInProgress extends HttpFilter {
    private static final AtomicInteger NOW = new AtomicInteger();

    static {
        GaugeWithCallback.builder()
                .name("http_requests_in_progress")
                .help("Requests that are being worked on")
                .callback(gauge -> gauge.call(NOW.get()))
                .register();
    }

    /** How many there are at this moment. */
    static int now() {
        return NOW.get();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        NOW.incrementAndGet();
        try {
            if (GracefulShutdown.isUnderWay()) {
                // RFC 9112 section 9.6: the client shall not send its next request to this node
                response.setHeader("Connection", "close");
            }
            chain.doFilter(request, response);
        } finally {
            NOW.decrementAndGet();
        }
    }
}
