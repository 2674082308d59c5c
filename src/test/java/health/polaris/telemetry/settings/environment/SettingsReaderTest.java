package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.settings.Environment;
import health.polaris.telemetry.settings.FhirSettings;
import health.polaris.telemetry.settings.Fleet;
import health.polaris.telemetry.settings.InvalidSettings;
import health.polaris.telemetry.settings.Limits;
import health.polaris.telemetry.settings.LogFormat;
import health.polaris.telemetry.settings.LogLevel;
import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.Retention;
import health.polaris.telemetry.settings.Settings;
import health.polaris.telemetry.settings.Shutdown;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Defaults and permitted values of the settings. */
class SettingsReaderTest {
    private final TestVariables settings = new TestVariables();

    /** With the required settings only, the environment is production. */
    @Test
    void defaultsAreThoseOfProduction() {
        Settings read = settings.read();

        assertThat(read)
                .isEqualTo(new Settings(
                        Environment.PRODUCTION,
                        new PlatformIssuer(
                                "https://platform.example.org/", List.of(TestVariables.KEY), Optional.empty()),
                        Optional.empty(),
                        Duration.ofSeconds(30),
                        Duration.ofDays(366),
                        false,
                        LogLevel.INFO,
                        LogFormat.JSON,
                        Duration.ofSeconds(60),
                        16,
                        new Fleet(8, Duration.ofSeconds(20), 2, 2, Duration.ofMinutes(10), 1),
                        new Limits(1_024, 65_536, Duration.ofSeconds(10), 10_000, Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        new Shutdown(Duration.ofSeconds(5), Duration.ofSeconds(20)),
                        new Retention(
                                Optional.empty(),
                                Retention.Mode.ERASE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                2),
                        new FhirSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
    }

    /** Unknown names mean production. */
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
        settings.put("ENVIRONMENT", given);

        assertThat(settings.read().environment()).isEqualTo(environment);
    }

    /** Case and surrounding white space are ignored. */
    @Test
    void valuesAreReadLeniently() {
        settings.put("ENVIRONMENT", " Test ");
        settings.put("ALLOW_DROP_DATA", "True");
        settings.put("LOG_LEVEL", "warn");
        settings.put("LOG_FORMAT", "Colour");

        Settings read = settings.read();

        assertThat(read.allowDropData()).isTrue();
        assertThat(read.logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(read.logFormat()).isEqualTo(LogFormat.COLOUR);
    }

    /** The key, the address of the platform and the database have no default. */
    @ParameterizedTest
    @ValueSource(
            strings = {"HS_KEY", "PROXY_URL", "DATABASE_HOST", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD"})
    void requiredSettingStopsTheStartWhenMissing(String name) {
        settings.remove(name);

        assertThatThrownBy(settings::read).hasMessage(name + " is missing: set this environment variable.");
    }

    /** Values that are not allowed stop the start. */
    @ParameterizedTest
    @CsvSource({
        "LOG_LEVEL,LOUD",
        "LOG_FORMAT,xml",
        "ALLOW_DROP_DATA,yes",
        "DATABASE_PORT,65536",
        "DATABASE_PORT,postgresql",
        "DATABASE_CONNECT_TIMEOUT_SECONDS,0",
        "DATABASE_TIMEOUT_SECONDS,61",
        "DATABASE_START_TIMEOUT_SECONDS,-1",
        "DATABASE_START_TIMEOUT_SECONDS,soon",
        "FLEET_POOL_SIZE,2",
        "MAX_EXPORTS,0",
        "MAX_OWN_EXPORTS,0",
        "EXPORT_TIMEOUT_SECONDS,9",
        "WRITE_TIMEOUT_SECONDS,0",
        "MAX_TEXT_LENGTH,63",
        "MAX_BODY_BYTES,1048577",
        "BODY_TIMEOUT_SECONDS,0",
        "MAX_RECORDS_PER_PERSON,0",
        "MAX_REQUESTS_PER_MINUTE,0",
        "MAX_REFUSED_TOKENS_PER_MINUTE,none",
        "FLEET_TIMEOUT_SECONDS,51",
        "MIN_ANALYTICS_COUNT,0",
        "FHIR_URL,telemetry.example.org/fhir",
        "FHIR_PATIENT_SYSTEM,patients",
        "FHIR_CLINICIAN_SYSTEM,a b",
        "FHIR_DEVICE_SYSTEM,/devices"
    })
    void invalidValueStopsTheStart(String name, String value) {
        settings.put(name, value);

        assertThatThrownBy(settings::read)
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith(name + " must be ");
    }

    /** A setting with its former name stops the start, because it would have no effect. */
    @ParameterizedTest
    @CsvSource({
        "SHUTDOWN_LIMIT_SECONDS,SHUTDOWN_TIMEOUT_SECONDS",
        "DATABASE_WAIT_SECONDS,DATABASE_START_TIMEOUT_SECONDS",
        "DATABASE_CONNECT_SECONDS,DATABASE_CONNECT_TIMEOUT_SECONDS",
        "DATABASE_LOCK_MILLIS,DATABASE_LOCK_TIMEOUT_MILLIS",
        "JWKS_INTERVAL_SECONDS,MIN_JWKS_INTERVAL_SECONDS",
        "ANALYTICS_SMALLEST_COUNT,MIN_ANALYTICS_COUNT"
    })
    void formerNameStopsTheStart(String former, String name) {
        settings.put(former, "1");

        assertThatThrownBy(settings::read)
                .hasMessage(former + " is now called " + name + ": rename this environment variable.");
    }

    /** Exports leave at least one connection to other queries. */
    @Test
    void exportsMustNotUseAllConnectionsOfTheFleet() {
        settings.put("FLEET_POOL_SIZE", "5");
        settings.put("MAX_OWN_EXPORTS", "3");

        assertThatThrownBy(settings::read)
                .hasMessage("MAX_EXPORTS and MAX_OWN_EXPORTS must add up to less than FLEET_POOL_SIZE.");
    }

    /** All errors are reported at once, one per line. */
    @Test
    void allErrorsAreReportedAtOnce() {
        settings.clear();
        settings.put("LOG_LEVEL", "LOUD");

        assertThatThrownBy(settings::read)
                .satisfies(unfit -> assertThat(unfit.getMessage().lines()).hasSize(7));
    }
}
