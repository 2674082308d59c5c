/**
 * Fuzz test of the API, generated from the OpenAPI document that the service serves. New fields and operations are
 * covered without changes here.
 */
package health.polaris.telemetry.fuzz;
