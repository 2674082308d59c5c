/** Problem details (RFC 9457) and the mapping of exceptions to them. */
package health.polaris.telemetry.http.problem;
