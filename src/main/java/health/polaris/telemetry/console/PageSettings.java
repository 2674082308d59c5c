package health.polaris.telemetry.console;

import health.polaris.telemetry.settings.ConsoleSettings;
import health.polaris.telemetry.settings.ProviderIssuer;
import health.polaris.telemetry.settings.Settings;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Public settings of the console, read before sign-in.
 *
 * @param issuer the provider; null without sign-in, like the next three
 * @param clientId the client of the console at the provider
 * @param audience the name of this service at the provider
 * @param scopes the scopes to request
 * @param tokenMayBePasted whether a token may be pasted instead of a sign-in
 * @param version the commit of the build
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
