package health.polaris.telemetry.settings;

/** How the line of a request is written: for a log collector, for a person, or for a person at a terminal. */
public enum LogFormat {
    JSON,
    PLAIN,
    COLOUR
}
