/** Phone (patient) and desktop (clinician) installations: entities, fields and resources. */
package health.polaris.telemetry.installation;
