/** Blood glucose meters that patients paired, and whether their readings were verified. */
package health.polaris.telemetry.meter;
