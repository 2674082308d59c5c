/** Searches of the records of all people: filters, pages and their resources. */
package health.polaris.telemetry.search;
