package health.polaris.telemetry.operations.log;

import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Set;

/** Duration of requests by method, route and status. */
final class RequestMetrics {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private static final Histogram DURATION = Histogram.builder()
            .name("http_request_duration_seconds")
            .help("Duration of requests")
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
            .register();

    private RequestMetrics() {}

    /** Records a request. Unknown methods are counted as "other", so that clients cannot create series. */
    static void observe(String method, String route, int status, double seconds) {
        DURATION.labelValues(METHODS.contains(method) ? method : "other", route, Integer.toString(status))
                .observe(seconds);
    }
}
