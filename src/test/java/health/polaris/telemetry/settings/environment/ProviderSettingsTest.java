package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.settings.ConsoleSettings;
import health.polaris.telemetry.settings.ProviderIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of the provider and of the console, which is its client. */
class ProviderSettingsTest {
    private final TestVariables settings = new TestVariables();

    /** Keys fetched without TLS could be replaced, unless they come from this machine. */
    @ParameterizedTest
    @CsvSource({
        "http://id.example.org/,,AUTH0_DOMAIN",
        "http://localhost.example.org/,,AUTH0_DOMAIN",
        "https://id.example.org/,http://id.example.org/keys,AUTH0_JWKS_URL",
        "http://id.example.org/,https://id.example.org/keys,",
        "http://localhost:8080/realms/telemetry,,",
        "http://127.0.0.1/,,"
    })
    void keysWithoutTlsStopTheStartInProduction(String domain, String keys, String rejected) {
        settings.put("AUTH0_DOMAIN", domain);
        settings.put("AUTH0_JWKS_URL", keys);
        settings.put("AUTH0_AUDIENCE", "telemetry");

        if (rejected == null) {
            assertThat(settings.read().provider()).isPresent();
        } else {
            assertThatThrownBy(settings::read)
                    .hasMessageStartingWith(rejected + " does not use TLS")
                    .hasMessageEndingWith("use https, or set ALLOW_HTTP_PROVIDER to true.");
            settings.put("ALLOW_HTTP_PROVIDER", "true");
            assertThat(settings.read().provider()).isPresent();
        }
    }

    /** Settings of a provider, with their defaults. */
    @Test
    void providerIsRead() {
        settings.put("AUTH0_DOMAIN", "https://id.example.org/");
        settings.put("AUTH0_AUDIENCE", "telemetry, https://telemetry.example.org/");
        settings.put("AUTH0_METADATA", "https://gdm.example.org/metadata");

        assertThat(settings.read().provider())
                .contains(new ProviderIssuer(
                        "https://id.example.org/",
                        Set.of("telemetry", "https://telemetry.example.org/"),
                        Optional.empty(),
                        "https://gdm.example.org/metadata",
                        "https://gdm.example.org/scope",
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(30)));
    }

    /** By default the scope claim is a sibling of the metadata claim. */
    @ParameterizedTest
    @CsvSource({"metadata,,scope", "https://a/b/metadata,,https://a/b/scope", "metadata,scp,scp", ",,scope"})
    void scopeClaimFollowsFromTheMetadataClaim(String metadata, String named, String scope) {
        settings.put("AUTH0_DOMAIN", "https://id.example.org/");
        settings.put("AUTH0_AUDIENCE", "telemetry");
        settings.put("AUTH0_METADATA", metadata);
        settings.put("AUTH0_SCOPE_KEY", named);

        assertThat(settings.read().provider().orElseThrow().scopeClaim()).isEqualTo(scope);
    }

    /** The console is a client of the provider. */
    @Test
    void consoleIsAClientOfTheProvider() {
        settings.put("AUTH0_DOMAIN", "https://id.example.org/");
        settings.put("AUTH0_AUDIENCE", "telemetry");
        settings.put("CONSOLE_CLIENT_ID", "telemetry-console");
        assertThat(settings.read().console())
                .contains(new ConsoleSettings("telemetry-console", "openid read:gdm_telemetry_all"));

        settings.put("CONSOLE_SCOPES", "openid offline_access");
        assertThat(settings.read().console())
                .contains(new ConsoleSettings("telemetry-console", "openid offline_access"));
    }

    /** The console requires a provider. */
    @Test
    void consoleWithoutAProviderStopsTheStart() {
        settings.put("CONSOLE_CLIENT_ID", "telemetry-console");

        assertThatThrownBy(settings::read)
                .hasMessage("AUTH0_DOMAIN is missing: set it, because CONSOLE_CLIENT_ID is set.");
    }

    /** Browsers need the address of the provider, even if the keys are configured. */
    @Test
    void consoleNeedsTheAddressOfTheProvider() {
        settings.put("AUTH0_DOMAIN", "hospital");
        settings.put("AUTH0_AUDIENCE", "telemetry");
        settings.put("AUTH0_JWKS_URL", "https://id.example.org/keys");
        assertThat(settings.read().provider()).isPresent();

        settings.put("CONSOLE_CLIENT_ID", "telemetry-console");
        assertThatThrownBy(settings::read).hasMessageStartingWith("AUTH0_DOMAIN must be an address");
    }

    /** The names of MicroProfile JWT are alternatives. */
    @Test
    void namesOfMicroProfileJwtAreAlternatives() {
        settings.put("mp.jwt.verify.issuer", "https://id.example.org/");
        settings.put("mp.jwt.verify.audiences", "telemetry");
        settings.put("mp.jwt.verify.publickey.location", "https://id.example.org/keys");

        ProviderIssuer provider = settings.read().provider().orElseThrow();

        assertThat(provider.name()).isEqualTo("https://id.example.org/");
        assertThat(provider.audiences()).containsExactly("telemetry");
        assertThat(provider.keys()).contains(URI.create("https://id.example.org/keys"));
    }

    /** Invalid or contradictory settings of a provider stop the start. */
    @ParameterizedTest
    @CsvSource({
        "AUTH0_DOMAIN, id.example.org, AUTH0_DOMAIN must be an address",
        "AUTH0_DOMAIN, https://platform.example.org/, AUTH0_DOMAIN must not be the platform",
        "AUTH0_AUDIENCE, '', AUTH0_AUDIENCE is missing",
        "AUTH0_AUDIENCE, ' , ', AUTH0_AUDIENCE is missing",
        "AUTH0_JWKS_URL, file:///etc/keys, AUTH0_JWKS_URL must be an address",
        "mp.jwt.verify.issuer, https://other.example.org/, AUTH0_DOMAIN and mp.jwt.verify.issuer are names",
        "MIN_JWKS_INTERVAL_SECONDS, 300, MIN_JWKS_INTERVAL_SECONDS must be less",
        "TOKEN_CLOCK_SKEW_SECONDS, 31, TOKEN_CLOCK_SKEW_SECONDS must be",
        "TOKEN_MAX_LIFETIME_DAYS, 0, TOKEN_MAX_LIFETIME_DAYS must be"
    })
    void contradictoryProviderStopsTheStart(String name, String value, String message) {
        settings.put("AUTH0_DOMAIN", "https://id.example.org/");
        settings.put("AUTH0_AUDIENCE", "telemetry");
        settings.put(name, value);

        assertThatThrownBy(settings::read).hasMessageStartingWith(message);
    }
}
