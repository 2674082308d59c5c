/** Resources of one person as a data subject. */
package health.polaris.telemetry.subject;
