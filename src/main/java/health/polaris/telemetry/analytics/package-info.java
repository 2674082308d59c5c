/** Common parts of figures: selection, time range, shares with suppression, and queries. */
package health.polaris.telemetry.analytics;
