/** The log of the service and the line of each request. */
package health.polaris.telemetry.operations.log;
