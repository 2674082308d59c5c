/** Finds people by whatever the caller knows: an id, a device code, a serial number, or the beginning of one. */
package health.polaris.telemetry.search.find;
