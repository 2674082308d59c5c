/** The Idempotency-Key of creations, and the requests of the last 24 hours. */
package health.polaris.telemetry.idempotency;
