/** JSON bodies and date-times. */
package health.polaris.telemetry.http.json;
