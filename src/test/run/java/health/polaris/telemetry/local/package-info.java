/**
 * The service on a local machine, for {@code ./mvnw -Prun} and tests: PostgreSQL, an application server as child
 * process, and tokens of the platform.
 */
package health.polaris.telemetry.local;
