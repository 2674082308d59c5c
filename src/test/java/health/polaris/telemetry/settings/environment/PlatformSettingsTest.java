package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.settings.PlatformIssuer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of the platform: its key and its address, and what a weak key permits. */
class PlatformSettingsTest {
    private final TestVariables settings = new TestVariables();

    /** White space in the key is kept. */
    @Test
    void keyIsNotStripped() {
        settings.put("HS_KEY", "  ${key}  that has thirty-two bytes  ");

        assertThat(settings.read().platform().secrets()).containsExactly("  ${key}  that has thirty-two bytes  ");
    }

    /** Data cannot be dropped in production. */
    @Test
    void droppingDataInProductionStopsTheStart() {
        settings.put("ALLOW_DROP_DATA", "true");

        assertThatThrownBy(settings::read).hasMessageStartingWith("ALLOW_DROP_DATA must not be true in PRODUCTION");
    }

    /** Dropping data with a guessable key is allowed in development and test environments only. */
    @ParameterizedTest
    @CsvSource({
        "STAGING,fifteen bytes..,false",
        "STAGING,sixteen bytes...,true",
        "TEST,secret,true",
        "DEVELOPMENT,secret,true"
    })
    void droppingDataNeedsALongKey(String environment, String key, boolean starts) {
        settings.put("ALLOW_DROP_DATA", "true");
        settings.put("ENVIRONMENT", environment);
        settings.put("HS_KEY", key);

        if (starts) {
            assertThat(settings.read().allowDropData()).isTrue();
        } else {
            assertThatThrownBy(settings::read)
                    .hasMessageStartingWith("ALLOW_DROP_DATA must not be true with an HS_KEY");
        }
    }

    /** With a public key there is no secret to guess. */
    @Test
    void droppingDataIsAllowedWithAPublicKey() {
        settings.put("ALLOW_DROP_DATA", "true");
        settings.put("ENVIRONMENT", "STAGING");
        settings.put("PLATFORM_PUBLIC_KEY", "a key");
        settings.remove("HS_KEY");

        assertThat(settings.read().allowDropData()).isTrue();
    }

    /** In production a short key must be allowed explicitly. */
    @Test
    void shortKeyStopsTheStartInProduction() {
        settings.put("HS_KEY", "secret");
        assertThatThrownBy(settings::read).hasMessageStartingWith("HS_KEY is shorter than 32 bytes");

        settings.put("ALLOW_SHORT_HS_KEY", "true");
        assertThat(settings.read().platform().secrets()).containsExactly("secret");

        settings.remove("ALLOW_SHORT_HS_KEY");
        settings.put("ENVIRONMENT", "STAGING");
        assertThat(settings.read().platform().secrets()).containsExactly("secret");
    }

    /** A long key of few different characters is as easy to guess as a short one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "                                ",
                "abababababababababababababababababab"
            })
    void repetitiveKeyStopsTheStartInProduction(String key) {
        settings.put("HS_KEY", key);
        assertThatThrownBy(settings::read).hasMessageStartingWith("HS_KEY ");

        settings.put("HS_KEY", key + "x");
        settings.put("ALLOW_SHORT_HS_KEY", "true");
        assertThat(settings.read().platform().secrets()).containsExactly(key + "x");
    }

    /** A final slash of the platform's address may or may not be in its tokens. */
    @Test
    void finalSlashOfThePlatformIsOptional() {
        assertThat(settings.read().platform().names()).containsExactly("https://platform.example.org/");

        settings.put("PROXY_URL", " https://platform.example.org/ ");
        assertThat(settings.read().platform().names())
                .containsExactlyInAnyOrder("https://platform.example.org/", "https://platform.example.org//");
    }

    /** With a public key the secret is neither required nor used. */
    @Test
    void publicKeyReplacesTheSecret() {
        settings.put("PLATFORM_PUBLIC_KEY", "a key");

        assertThat(settings.read().platform())
                .isEqualTo(new PlatformIssuer("https://platform.example.org/", List.of(), Optional.of("a key")));
    }

    /** The text form of the settings excludes the secret. */
    @Test
    void secretIsNotPrinted() {
        assertThat(settings.read().toString()).doesNotContain(TestVariables.KEY);
    }
}
