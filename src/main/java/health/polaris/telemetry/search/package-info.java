/** Searches across people: filters, pages and resources. */
package health.polaris.telemetry.search;
