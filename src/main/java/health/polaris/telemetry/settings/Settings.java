package health.polaris.telemetry.settings;

import java.time.Duration;

/**
 * What the operator decided, read once at start.
 *
 * @param environment where the service runs
 * @param hsKey the platform's HMAC key, as text
 * @param proxyUrl the platform's public address
 * @param allowDropData whether POST /drop_data may empty the tables
 * @param logLevel how much is logged
 * @param logFormat how the line of a request is written
 * @param databaseWait how long a start waits for the database
 */
public record Settings(
        Environment environment,
        String hsKey,
        String proxyUrl,
        boolean allowDropData,
        LogLevel logLevel,
        LogFormat logFormat,
        Duration databaseWait) {

    /** Whether this is a production system: no API explorer, no dropping of data, strict bodies. */
    public boolean production() {
        return environment == Environment.PRODUCTION;
    }

    /** The platform's name in its tokens, as issuer and as audience. */
    public String platform() {
        return proxyUrl + "/";
    }
}
