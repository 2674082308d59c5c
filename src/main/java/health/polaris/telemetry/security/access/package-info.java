/** Access rules of operations, rights, owners and limits per caller. */
package health.polaris.telemetry.security.access;
