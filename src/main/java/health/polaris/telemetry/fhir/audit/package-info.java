/** The FHIR resource AuditEvent: access events. */
package health.polaris.telemetry.fhir.audit;
