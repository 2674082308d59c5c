package health.polaris.telemetry.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the service, read once at start.
 *
 * @param environment where the service runs
 * @param platform issuer of the tokens of patients, devices and systems
 * @param provider issuer of the tokens of clinicians
 * @param clockSkew tolerated clock difference of issuers
 * @param maxTokenLifetime longest time until the expiry of a token
 * @param allowDropData whether POST /drop_data may empty the tables
 * @param logLevel lowest level that is logged
 * @param logFormat format of log lines
 * @param databaseWait time-out for the database at start
 * @param databaseConnections size of the server's connection pool
 * @param fleet searches, figures and exports
 * @param limits limits per request, caller and person
 * @param console sign-in to the console
 * @param shutdown graceful shutdown
 * @param retention how long data are kept
 * @param fhir the FHIR interface
 */
public record Settings(
        Environment environment,
        PlatformIssuer platform,
        Optional<ProviderIssuer> provider,
        Duration clockSkew,
        Duration maxTokenLifetime,
        boolean allowDropData,
        LogLevel logLevel,
        LogFormat logFormat,
        Duration databaseWait,
        int databaseConnections,
        Fleet fleet,
        Limits limits,
        Optional<ConsoleSettings> console,
        Shutdown shutdown,
        Retention retention,
        FhirSettings fhir) {

    /** Whether the environment is production: no API explorer, no dropping of data. */
    public boolean production() {
        return environment == Environment.PRODUCTION;
    }
}
