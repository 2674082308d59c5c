/** Reads and validates the settings from environment variables. */
package health.polaris.telemetry.settings.environment;
