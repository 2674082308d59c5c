package health.polaris.telemetry.settings;

/** How much the service tells, by the original's names of the levels. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG
}
