package health.polaris.telemetry.subject.everything;

/** A record of a part. */
record Entry(Part part, Object record) {}
