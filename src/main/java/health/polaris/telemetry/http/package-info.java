/** The manners of HTTP that all operations share: strict JSON, dates, problem details, request ids, and conditional requests. */
package health.polaris.telemetry.http;
