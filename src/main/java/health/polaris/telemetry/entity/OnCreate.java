package health.polaris.telemetry.entity;

/** Validation group of creations. */
public interface OnCreate {}
