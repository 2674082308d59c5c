package health.polaris.telemetry.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the environment variables mean, and which of them stop the start. */
class SettingsReaderTest {
    private final Map<String, String> variables =
            new HashMap<>(Map.of("HS_KEY", "secret", "PROXY_URL", "https://platform.example.org"));

    /** With nothing but what is required it is a production system. */
    @Test
    void defaultsAreThoseOfProduction() {
        Settings settings = read();

        assertThat(settings)
                .isEqualTo(new Settings(
                        Environment.PRODUCTION,
                        "secret",
                        "https://platform.example.org",
                        false,
                        LogLevel.INFO,
                        LogFormat.JSON,
                        Duration.ofSeconds(60)));
        assertThat(settings.platform()).isEqualTo("https://platform.example.org/");
    }

    /** Anything but the five other names is production. */
    @ParameterizedTest
    @CsvSource({
        "DEMO,DEMO",
        "staging,STAGING",
        "TRAINING,TRAINING",
        "LIVE,PRODUCTION",
        "'',PRODUCTION",
        "TESTS,PRODUCTION"
    })
    void unknownEnvironmentIsProduction(String given, Environment environment) {
        variables.put("ENVIRONMENT", given);

        assertThat(read().environment()).isEqualTo(environment);
    }

    /** Case and space around a value do not matter. */
    @Test
    void valuesAreReadLeniently() {
        variables.put("ENVIRONMENT", " Test ");
        variables.put("ALLOW_DROP_DATA", "True");
        variables.put("LOG_LEVEL", "warn");
        variables.put("LOG_FORMAT", "Colour");

        Settings settings = read();

        assertThat(settings.allowDropData()).isTrue();
        assertThat(settings.logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(settings.logFormat()).isEqualTo(LogFormat.COLOUR);
    }

    /** The key and the platform's address have no default. */
    @ParameterizedTest
    @ValueSource(strings = {"HS_KEY", "PROXY_URL"})
    void requiredSettingStopsTheStartWhenMissing(String name) {
        variables.remove(name);

        assertThatThrownBy(this::read).hasMessage(name + " is missing: set this environment variable.");
    }

    /** The key is used as it stands, space and all. */
    @Test
    void keyIsKeptAsItStands() {
        variables.put("HS_KEY", " ${key} ");

        assertThat(read().hsKey()).isEqualTo(" ${key} ");
    }

    /** A value that is none of those allowed. */
    @ParameterizedTest
    @CsvSource({
        "LOG_LEVEL,LOUD",
        "LOG_FORMAT,xml",
        "ALLOW_DROP_DATA,yes",
        "DATABASE_WAIT_SECONDS,-1",
        "DATABASE_WAIT_SECONDS,soon"
    })
    void unfitValueStopsTheStart(String name, String value) {
        variables.put(name, value);

        assertThatThrownBy(this::read).isInstanceOf(UnfitSettings.class).hasMessageStartingWith(name + " must be ");
    }

    /** Data cannot be dropped in production, by no mistake. */
    @Test
    void droppingDataInProductionStopsTheStart() {
        variables.put("ALLOW_DROP_DATA", "true");

        assertThatThrownBy(this::read).hasMessageStartingWith("ALLOW_DROP_DATA must not be true in PRODUCTION");
    }

    /** In a zone with daylight saving JDBC would store dates an hour off. */
    @Test
    void otherTimeZoneStopsTheStart() {
        assertThatThrownBy(() -> reader().read(ZoneId.of("Europe/Berlin"))).hasMessageContaining("-Duser.timezone=UTC");
        assertThat(reader().read(ZoneId.of("Etc/UTC"))).isEqualTo(read());
    }

    /** All faults are told at once, each in a line of its own. */
    @Test
    void allFaultsAreToldAtOnce() {
        variables.clear();
        variables.put("LOG_LEVEL", "LOUD");

        assertThatThrownBy(this::read)
                .satisfies(unfit -> assertThat(unfit.getMessage().lines()).hasSize(3));
    }

    private Settings read() {
        return reader().read(ZoneOffset.UTC);
    }

    private SettingsReader reader() {
        return new SettingsReader(name -> Optional.ofNullable(variables.get(name)));
    }
}
