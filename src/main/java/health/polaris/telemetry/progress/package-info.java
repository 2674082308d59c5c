/** Progress of work that takes long, in the log, in metrics and in readiness, and whether it should stop. */
package health.polaris.telemetry.progress;
