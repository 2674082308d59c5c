/** Creation, change and retrieval of records, and what their resources share. */
package health.polaris.telemetry.record;
