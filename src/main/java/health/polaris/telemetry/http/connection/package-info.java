/** Slow request bodies, and responses that cannot be completed. */
package health.polaris.telemetry.http.connection;
