/** Filters and helpers for HTTP: headers, ETags, query parameters and error pages. */
package health.polaris.telemetry.http;
