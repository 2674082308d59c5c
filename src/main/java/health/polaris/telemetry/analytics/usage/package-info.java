/** Figures about platforms, activity and meters. */
package health.polaris.telemetry.analytics.usage;
