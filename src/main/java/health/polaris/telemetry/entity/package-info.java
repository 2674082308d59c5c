/** Common parts of the entities: identity, audit columns and validation of text. */
package health.polaris.telemetry.entity;
