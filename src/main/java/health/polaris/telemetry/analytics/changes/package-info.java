/** Figures about changes of records. */
package health.polaris.telemetry.analytics.changes;
