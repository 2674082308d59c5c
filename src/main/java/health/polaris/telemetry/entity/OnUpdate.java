package health.polaris.telemetry.entity;

/** Validation group of changes, in which missing fields stay unchanged. */
public interface OnUpdate {}
