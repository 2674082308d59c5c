/** Settings from environment variables, read and validated at start. */
package health.polaris.telemetry.settings;
