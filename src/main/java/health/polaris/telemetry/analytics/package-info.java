/** What figures share: selection, time range, shares with suppression, and their queries. */
package health.polaris.telemetry.analytics;
