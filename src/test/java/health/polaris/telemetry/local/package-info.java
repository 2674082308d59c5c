/**
 * The service on one's own machine, for {@code ./mvnw -Prun} and for tests: a PostgreSQL of its own, a Payara Micro as
 * child process, and the platform's tokens.
 */
package health.polaris.telemetry.local;
