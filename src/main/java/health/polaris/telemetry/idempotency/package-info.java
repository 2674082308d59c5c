/** The Idempotency-Key of creations, stored for 24 hours. */
package health.polaris.telemetry.idempotency;
