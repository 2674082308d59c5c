/** Questions and commands that concern the records of all people. */
package health.polaris.telemetry.fleet;
