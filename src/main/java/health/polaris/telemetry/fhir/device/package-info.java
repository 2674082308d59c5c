/** The FHIR resource Device: installations and meters. */
package health.polaris.telemetry.fhir.device;
