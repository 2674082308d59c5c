package health.polaris.telemetry.entity;

/** Validation group: what must hold when a record is changed; a field that is left out stays as it is. */
public interface OnUpdate {}
