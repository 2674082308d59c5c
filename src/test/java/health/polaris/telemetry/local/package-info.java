/**
 * The service on one's own machine, for {@code ./mvnw -Prun} and for tests: a PostgreSQL of its own, an application server as
 * child process, and the platform's tokens.
 */
package health.polaris.telemetry.local;
