/** Waiting in bounded queues. */
package health.polaris.telemetry.concurrent;
