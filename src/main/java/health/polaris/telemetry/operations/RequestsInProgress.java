package health.polaris.telemetry.operations;

import health.polaris.telemetry.progress.StopSignal;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the requests in progress, which a graceful shutdown waits for. */
public class RequestsInProgress extends HttpFilter {
    private static final AtomicInteger COUNT = new AtomicInteger();

    static {
        GaugeWithCallback.builder()
                .name("http_requests_in_progress")
                .help("Requests in progress")
                .callback(gauge -> gauge.call(COUNT.get()))
                .register();
    }

    static int count() {
        return COUNT.get();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        COUNT.incrementAndGet();
        try {
            if (StopSignal.isGiven()) {
                // RFC 9112 section 9.6: the client sends its next request on a new connection, to another node
                response.setHeader("Connection", "close");
            }
            chain.doFilter(request, response);
        } finally {
            COUNT.decrementAndGet();
        }
    }
}
