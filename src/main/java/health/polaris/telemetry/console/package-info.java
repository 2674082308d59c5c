/** Serves the console for support, quality and analysis. Its files are in the folder console of the WAR. */
package health.polaris.telemetry.console;
