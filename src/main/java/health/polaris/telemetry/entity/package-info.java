/** What the entities of all record kinds share: identity, audit columns and rules for text. */
package health.polaris.telemetry.entity;
