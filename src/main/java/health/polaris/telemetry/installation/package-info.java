/** Phone (patient) and desktop (clinician) installations: what they consist of, how they are stored, and who may do what with them. */
package health.polaris.telemetry.installation;
