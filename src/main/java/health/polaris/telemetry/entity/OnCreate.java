package health.polaris.telemetry.entity;

/** Validation group: what must hold when a record is created. */
public interface OnCreate {}
