/** Migrations at start, takeover of an existing database, and the gates in front of the connection pools. */
package health.polaris.telemetry.database;
