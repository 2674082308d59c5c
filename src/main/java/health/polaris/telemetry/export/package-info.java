/** Exports of search results as CSV and NDJSON. */
package health.polaris.telemetry.export;
