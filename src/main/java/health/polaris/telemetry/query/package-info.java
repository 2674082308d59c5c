/** SQL for pages of records: conditions, sort keys and keyset pagination. */
package health.polaris.telemetry.query;
