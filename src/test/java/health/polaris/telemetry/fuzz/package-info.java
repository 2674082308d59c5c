/**
 * Thousands of requests that nobody thought of, made by chance from the OpenAPI document that the service serves, and held
 * against it. A field or an operation that is added to the document is tried without a line here.
 */
package health.polaris.telemetry.fuzz;
