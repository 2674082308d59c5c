package health.polaris.telemetry.settings;

/** Log levels, with the names of the original service. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
