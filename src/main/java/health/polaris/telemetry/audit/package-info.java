/** Records accesses to people's data by others than themselves. */
package health.polaris.telemetry.audit;
