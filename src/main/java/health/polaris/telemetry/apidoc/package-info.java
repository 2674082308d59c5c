/** The OpenAPI document and its explorer, outside production. */
package health.polaris.telemetry.apidoc;
