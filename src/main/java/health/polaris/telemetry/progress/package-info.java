/** Progress of work that takes long, in the log, in metrics and in readiness. */
package health.polaris.telemetry.progress;
