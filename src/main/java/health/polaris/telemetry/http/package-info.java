/** HTTP filters, headers, ETags, query parameters and error pages. */
package health.polaris.telemetry.http;
