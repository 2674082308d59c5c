/** Retention: removes each night what has become too old, and previews it. */
package health.polaris.telemetry.subject.retention;
