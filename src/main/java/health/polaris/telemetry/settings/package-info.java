/** The environment variables, read, checked and explained once, at start. */
package health.polaris.telemetry.settings;
