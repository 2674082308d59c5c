/** Figures and lists of people: recalls, and how long ago people were last heard of. */
package health.polaris.telemetry.analytics.people;
