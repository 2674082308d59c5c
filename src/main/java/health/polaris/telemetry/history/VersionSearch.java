package health.polaris.telemetry.history;

import health.polaris.telemetry.query.RecordQuery;

/**
 * A search for records with their versions.
 *
 * @param records finds the current records. Its conditions also apply to the last content of removed records
 * @param versions the class of the versions of these records
 */
public record VersionSearch(RecordQuery<?> records, Class<? extends RecordVersion<?>> versions) {}
