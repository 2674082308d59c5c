package health.polaris.telemetry.operations.log;

import io.prometheus.metrics.core.metrics.Histogram;
import java.util.Set;

/** How long requests take, by the template of their path, their method and the status of their answer. */
final class RequestMetrics {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS");

    private static final Histogram SECONDS = Histogram.builder()
            .name("http_request_duration_seconds")
            .help("How long requests took")
            .labelNames("method", "route", "status")
            .classicOnly()
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
            .register();

    private RequestMetrics() {}

    /** Notes a request. A client can make up a method, but no new series by it. */
    static void note(String method, String route, int status, double seconds) {
        SECONDS.labelValues(METHODS.contains(method) ? method : "other", route, Integer.toString(status))
                .observe(seconds);
    }
}
