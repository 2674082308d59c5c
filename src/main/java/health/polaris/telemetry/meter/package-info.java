/** Blood glucose meters of patients: entity, fields and resource. */
package health.polaris.telemetry.meter;
