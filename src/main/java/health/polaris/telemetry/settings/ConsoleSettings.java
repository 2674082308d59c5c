package health.polaris.telemetry.settings;

/**
 * Sign-in to the console.
 *
 * @param clientId the client of the console at the provider
 * @param scopes the requested scopes, separated by spaces
 */
public record ConsoleSettings(String clientId, String scopes) {}
