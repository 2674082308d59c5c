/** The pages in which people of support, quality and analysis ask the service. Their files are in the WAR's folder console. */
package health.polaris.telemetry.console;
