package health.polaris.telemetry.record;

/** Validation group: what must hold when a record is created. */
public interface Creation {}
