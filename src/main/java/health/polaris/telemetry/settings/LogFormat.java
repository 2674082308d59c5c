package health.polaris.telemetry.settings;

/** Format of log lines: for log collectors, for people, for people at a terminal. */
public enum LogFormat {
    JSON,
    PLAIN,
    COLOUR
}
