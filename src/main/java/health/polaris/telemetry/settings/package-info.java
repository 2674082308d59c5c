/** Settings of the service, and what happens if it cannot start. */
package health.polaris.telemetry.settings;
