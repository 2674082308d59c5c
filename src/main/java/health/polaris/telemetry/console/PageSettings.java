package health.polaris.telemetry.console;

import health.polaris.telemetry.settings.ConsoleSettings;
import health.polaris.telemetry.settings.ProviderIssuer;
import health.polaris.telemetry.settings.Settings;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the pages of the console have to know before anybody has signed in; everybody may know it.
 *
 * @param issuer the provider at which people sign in; null, as the next three, when they cannot
 * @param clientId what the console is called there
 * @param audience what this service is called there
 * @param scopes what to ask the provider for
 * @param tokenMayBePasted whether a token may be pasted, since people cannot sign in
 * @param version the commit that this was built from
 */
record PageSettings(
        String issuer, String clientId, String audience, String scopes, boolean tokenMayBePasted, String version) {
    private static final JsonMapper JSON = new JsonMapper();

    static PageSettings of(Settings settings, String version) {
        Optional<ConsoleSettings> console = settings.console();
        Optional<ProviderIssuer> provider = console.flatMap(any -> settings.provider());
        return new PageSettings(
                provider.map(ProviderIssuer::name).orElse(null),
                console.map(ConsoleSettings::clientId).orElse(null),
                provider.flatMap(issuer -> issuer.audiences().stream().findFirst())
                        .orElse(null),
                console.map(ConsoleSettings::scopes).orElse(null),
                console.isEmpty() && !settings.production(),
                version);
    }

    byte[] json() {
        return JSON.writeValueAsBytes(this);
    }
}
