package health.polaris.telemetry.history;

/**
 * A record.
 *
 * @param owner the id of the person
 */
record RecordKey(String owner, String uuid) {}
