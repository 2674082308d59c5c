/** The database at start: waiting for it, and bringing it to the schema this version wants. */
package health.polaris.telemetry.schema;
