package health.polaris.telemetry.settings;

import java.time.Duration;

/**
 * Graceful shutdown of a node.
 *
 * @param delay time for which requests are still accepted after readiness has failed, so that load balancers notice
 * @param limit time for requests in progress after that
 */
public record Shutdown(Duration delay, Duration limit) {}
