/** Pages and exports of access events, for auditors. */
package health.polaris.telemetry.audit.search;
