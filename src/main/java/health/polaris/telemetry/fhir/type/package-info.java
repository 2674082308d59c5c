/** Data types of FHIR R4 that several resources have, with the elements that the service uses. */
package health.polaris.telemetry.fhir.type;
