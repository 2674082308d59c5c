/** What every record kind shares: the rules of fields, identity and audit columns, and how records are created, found and changed. A kind adds its fields, its entity and its paths. */
package health.polaris.telemetry.record;
