/** Everything that is held about one person, as a JSON document or a ZIP file. */
package health.polaris.telemetry.subject.everything;
