package health.polaris.telemetry.settings;

import java.time.Duration;

/**
 * How a node stops when it is told to.
 *
 * @param delay how long it goes on taking requests after it has said that it is not ready, so that load balancers notice
 * @param limit how long requests in progress may take after that
 */
public record Shutdown(Duration delay, Duration limit) {}
