/** Earlier versions of records, and records as they were at a moment. */
package health.polaris.telemetry.history;
