package health.polaris.telemetry.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * What the operator decided, read once at start.
 *
 * @param environment where the service runs
 * @param platform who issues the tokens of patients, devices and systems
 * @param provider who issues those of clinicians, if anybody
 * @param clockSkew how far the clocks of issuers may be off
 * @param allowDropData whether POST /drop_data may empty the tables
 * @param logLevel how much is logged
 * @param logFormat how the line of a request is written
 * @param databaseWait how long a start waits for the database
 * @param databaseConnections how many connections to the database the server's pool has at most
 * @param fleet how questions about the fleet are answered
 * @param limits bounds on what one request, one caller and one person can cost
 * @param console how people sign in to the console, if they can
 * @param shutdown how a node stops
 */
public record Settings(
        Environment environment,
        PlatformIssuer platform,
        Optional<ProviderIssuer> provider,
        Duration clockSkew,
        boolean allowDropData,
        LogLevel logLevel,
        LogFormat logFormat,
        Duration databaseWait,
        int databaseConnections,
        Fleet fleet,
        Limits limits,
        Optional<ConsoleSettings> console,
        Shutdown shutdown) {

    /** Whether this is a production system: no API explorer, no dropping of data, strict bodies. */
    public boolean production() {
        return environment == Environment.PRODUCTION;
    }
}
