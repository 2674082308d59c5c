package health.polaris.telemetry.settings;

/**
 * How people sign in to the console.
 *
 * @param clientId what the console is called at the provider
 * @param scopes what it asks the provider for, separated by spaces
 */
public record ConsoleSettings(String clientId, String scopes) {}
