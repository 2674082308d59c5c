/** What operators look at: liveness and health, the version, the API description, and the line that each request leaves in the log. */
package health.polaris.telemetry.monitoring;
