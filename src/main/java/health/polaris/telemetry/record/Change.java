package health.polaris.telemetry.record;

/** Validation group: what must hold when a record is changed; a field that is left out stays as it is. */
public interface Change {}
