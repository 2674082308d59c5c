/** Health, version, metrics, graceful shutdown, and the removal of all data in test systems. */
package health.polaris.telemetry.operations;
