/** What the FHIR interface offers: the capability statement, and the configuration of SMART App Launch. */
package health.polaris.telemetry.fhir.capability;
