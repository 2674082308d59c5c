/** Creation, change and retrieval of records, and the base class of their resources. */
package health.polaris.telemetry.record;
