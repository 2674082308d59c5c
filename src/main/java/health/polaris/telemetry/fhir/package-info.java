/** What the resources of FHIR R4 share: formats, search parameters, pages, and errors. */
package health.polaris.telemetry.fhir;
