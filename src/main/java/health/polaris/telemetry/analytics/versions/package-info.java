/** Figures about versions: adoption over time and people with outdated versions. */
package health.polaris.telemetry.analytics.versions;
