package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.settings.ConsoleSettings;
import health.polaris.telemetry.settings.Environment;
import health.polaris.telemetry.settings.Fleet;
import health.polaris.telemetry.settings.InvalidSettings;
import health.polaris.telemetry.settings.Limits;
import health.polaris.telemetry.settings.LogFormat;
import health.polaris.telemetry.settings.LogLevel;
import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.ProviderIssuer;
import health.polaris.telemetry.settings.Settings;
import health.polaris.telemetry.settings.Shutdown;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Meaning of the environment variables, and errors that stop the start. */
class SettingsReaderTest {
    private static final String KEY = "a key of thirty-two bytes at least";

    private final Map<String, String> variables = new HashMap<>(Map.of(
            "HS_KEY", KEY,
            "PROXY_URL", "https://platform.example.org",
            "DATABASE_HOST", "db.example.org",
            "DATABASE_NAME", "telemetry",
            "DATABASE_USER", "telemetry",
            "DATABASE_PASSWORD", "secret"));

    /** With the required settings only, the environment is production. */
    @Test
    void defaultsAreThoseOfProduction() {
        Settings settings = read();

        assertThat(settings)
                .isEqualTo(new Settings(
                        Environment.PRODUCTION,
                        new PlatformIssuer("https://platform.example.org/", KEY, Optional.empty()),
                        Optional.empty(),
                        Duration.ofSeconds(30),
                        Duration.ofDays(366),
                        false,
                        LogLevel.INFO,
                        LogFormat.JSON,
                        Duration.ofSeconds(60),
                        16,
                        new Fleet(6, Duration.ofSeconds(20), 2, Duration.ofMinutes(10), 1),
                        new Limits(1_024, 65_536, Duration.ofSeconds(10), 10_000, Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        new Shutdown(Duration.ofSeconds(5), Duration.ofSeconds(20))));
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
        variables.put("ENVIRONMENT", given);

        assertThat(read().environment()).isEqualTo(environment);
    }

    /** Case and surrounding white space are ignored. */
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

    /** The key, the address of the platform and the database have no default. */
    @ParameterizedTest
    @ValueSource(
            strings = {"HS_KEY", "PROXY_URL", "DATABASE_HOST", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD"})
    void requiredSettingStopsTheStartWhenMissing(String name) {
        variables.remove(name);

        assertThatThrownBy(this::read).hasMessage(name + " is missing: set this environment variable.");
    }

    /** White space in the key is kept. */
    @Test
    void keyIsNotStripped() {
        variables.put("HS_KEY", "  ${key}  that has thirty-two bytes  ");

        assertThat(read().platform().secret()).isEqualTo("  ${key}  that has thirty-two bytes  ");
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
        "FLEET_POOL_SIZE,1",
        "MAX_EXPORTS,0",
        "EXPORT_TIMEOUT_SECONDS,9",
        "WRITE_TIMEOUT_SECONDS,0",
        "MAX_TEXT_LENGTH,63",
        "MAX_BODY_BYTES,1048577",
        "BODY_TIMEOUT_SECONDS,0",
        "MAX_RECORDS_PER_PERSON,0",
        "MAX_REQUESTS_PER_MINUTE,0",
        "MAX_REFUSED_TOKENS_PER_MINUTE,none",
        "FLEET_TIMEOUT_SECONDS,51",
        "MIN_ANALYTICS_COUNT,0"
    })
    void invalidValueStopsTheStart(String name, String value) {
        variables.put(name, value);

        assertThatThrownBy(this::read).isInstanceOf(InvalidSettings.class).hasMessageStartingWith(name + " must be ");
    }

    /** Data cannot be dropped in production. */
    @Test
    void droppingDataInProductionStopsTheStart() {
        variables.put("ALLOW_DROP_DATA", "true");

        assertThatThrownBy(this::read).hasMessageStartingWith("ALLOW_DROP_DATA must not be true in PRODUCTION");
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
        variables.put("ALLOW_DROP_DATA", "true");
        variables.put("ENVIRONMENT", environment);
        variables.put("HS_KEY", key);

        if (starts) {
            assertThat(read().allowDropData()).isTrue();
        } else {
            assertThatThrownBy(this::read).hasMessageStartingWith("ALLOW_DROP_DATA must not be true with an HS_KEY");
        }
    }

    /** With a public key there is no secret to guess. */
    @Test
    void droppingDataIsAllowedWithAPublicKey() {
        variables.put("ALLOW_DROP_DATA", "true");
        variables.put("ENVIRONMENT", "STAGING");
        variables.put("PLATFORM_PUBLIC_KEY", "a key");
        variables.remove("HS_KEY");

        assertThat(read().allowDropData()).isTrue();
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
        variables.put(former, "1");

        assertThatThrownBy(this::read)
                .hasMessage(former + " is now called " + name + ": rename this environment variable.");
    }

    /** Exports leave at least one connection to other queries. */
    @Test
    void exportsMustNotUseAllConnectionsOfTheFleet() {
        variables.put("FLEET_POOL_SIZE", "2");

        assertThatThrownBy(this::read).hasMessage("MAX_EXPORTS must be less than FLEET_POOL_SIZE.");
    }

    /** In production a short key must be allowed explicitly. */
    @Test
    void shortKeyStopsTheStartInProduction() {
        variables.put("HS_KEY", "secret");
        assertThatThrownBy(this::read).hasMessageStartingWith("HS_KEY is shorter than 32 bytes");

        variables.put("ALLOW_SHORT_HS_KEY", "true");
        assertThat(read().platform().secret()).isEqualTo("secret");

        variables.remove("ALLOW_SHORT_HS_KEY");
        variables.put("ENVIRONMENT", "STAGING");
        assertThat(read().platform().secret()).isEqualTo("secret");
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
        variables.put("HS_KEY", key);
        assertThatThrownBy(this::read).hasMessageStartingWith("HS_KEY ");

        variables.put("HS_KEY", key + "x");
        variables.put("ALLOW_SHORT_HS_KEY", "true");
        assertThat(read().platform().secret()).isEqualTo(key + "x");
    }

    /** A final slash of the platform's address may or may not be in its tokens. */
    @Test
    void finalSlashOfThePlatformIsOptional() {
        assertThat(read().platform().names()).containsExactly("https://platform.example.org/");

        variables.put("PROXY_URL", " https://platform.example.org/ ");
        assertThat(read().platform().names())
                .containsExactlyInAnyOrder("https://platform.example.org/", "https://platform.example.org//");
    }

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
        variables.put("AUTH0_DOMAIN", domain);
        variables.put("AUTH0_JWKS_URL", keys);
        variables.put("AUTH0_AUDIENCE", "telemetry");

        if (rejected == null) {
            assertThat(read().provider()).isPresent();
        } else {
            assertThatThrownBy(this::read)
                    .hasMessageStartingWith(rejected + " does not use TLS")
                    .hasMessageEndingWith("use https, or set ALLOW_HTTP_PROVIDER to true.");
            variables.put("ALLOW_HTTP_PROVIDER", "true");
            assertThat(read().provider()).isPresent();
        }
    }

    /** Values that the server would read differently stop the start. */
    @ParameterizedTest
    @CsvSource({
        "DATABASE_PORT,'24010 ',DATABASE_PORT has white space",
        "DB_POOL_SIZE,'16\r',DB_POOL_SIZE has white space",
        "SERVER_PORT,' 5000',SERVER_PORT has white space",
        "DATABASE_HOST,'db\r',DATABASE_HOST has white space",
        "DATABASE_PASSWORD,'secret ',DATABASE_PASSWORD has white space",
        "DATABASE_PASSWORD,{xor}Lz4sLCgwLTs=,DATABASE_PASSWORD must not contain",
        "DATABASE_PASSWORD,a${env.HOME}b,DATABASE_PASSWORD must not contain",
        "DATABASE_PASSWORD,${ENV=HOME},DATABASE_PASSWORD must not contain",
        "DATABASE_USER,{aes}x,DATABASE_USER must not contain",
        "DATABASE_LOCK_TIMEOUT_MILLIS,soon,DATABASE_LOCK_TIMEOUT_MILLIS must be a whole number"
    })
    void valueThatTheServerReadsDifferentlyStopsTheStart(String name, String value, String message) {
        variables.put(name, value.replace("\\r", "\r"));

        assertThatThrownBy(this::read).hasMessageStartingWith(message);
    }

    /** Servers read these passwords as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"a $mall secret", "{", "a{xor}b", "$", "$(x)", "#{x}", "a,b:c=d\\e\"f'g<h>&i;"})
    void otherPasswordIsAccepted(String password) {
        variables.put("DATABASE_PASSWORD", password);

        assertThat(read().databaseConnections()).isEqualTo(16);
    }

    /** With a public key the secret is neither required nor used. */
    @Test
    void publicKeyReplacesTheSecret() {
        variables.put("PLATFORM_PUBLIC_KEY", "a key");

        assertThat(read().platform())
                .isEqualTo(new PlatformIssuer("https://platform.example.org/", "", Optional.of("a key")));
    }

    /** Settings of a provider, with their defaults. */
    @Test
    void providerIsRead() {
        variables.put("AUTH0_DOMAIN", "https://id.example.org/");
        variables.put("AUTH0_AUDIENCE", "telemetry, https://telemetry.example.org/");
        variables.put("AUTH0_METADATA", "https://gdm.example.org/metadata");

        assertThat(read().provider())
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
        variables.put("AUTH0_DOMAIN", "https://id.example.org/");
        variables.put("AUTH0_AUDIENCE", "telemetry");
        variables.put("AUTH0_METADATA", metadata);
        variables.put("AUTH0_SCOPE_KEY", named);

        assertThat(read().provider().orElseThrow().scopeClaim()).isEqualTo(scope);
    }

    /** The console is a client of the provider. */
    @Test
    void consoleIsAClientOfTheProvider() {
        variables.put("AUTH0_DOMAIN", "https://id.example.org/");
        variables.put("AUTH0_AUDIENCE", "telemetry");
        variables.put("CONSOLE_CLIENT_ID", "telemetry-console");
        assertThat(read().console())
                .contains(new ConsoleSettings("telemetry-console", "openid read:gdm_telemetry_all"));

        variables.put("CONSOLE_SCOPES", "openid offline_access");
        assertThat(read().console()).contains(new ConsoleSettings("telemetry-console", "openid offline_access"));
    }

    /** The console requires a provider. */
    @Test
    void consoleWithoutAProviderStopsTheStart() {
        variables.put("CONSOLE_CLIENT_ID", "telemetry-console");

        assertThatThrownBy(this::read).hasMessage("AUTH0_DOMAIN is missing: set it, because CONSOLE_CLIENT_ID is set.");
    }

    /** Browsers need the address of the provider, even if the keys are configured. */
    @Test
    void consoleNeedsTheAddressOfTheProvider() {
        variables.put("AUTH0_DOMAIN", "hospital");
        variables.put("AUTH0_AUDIENCE", "telemetry");
        variables.put("AUTH0_JWKS_URL", "https://id.example.org/keys");
        assertThat(read().provider()).isPresent();

        variables.put("CONSOLE_CLIENT_ID", "telemetry-console");
        assertThatThrownBy(this::read).hasMessageStartingWith("AUTH0_DOMAIN must be an address");
    }

    /** The names of MicroProfile JWT are alternatives. */
    @Test
    void namesOfMicroProfileJwtAreAlternatives() {
        variables.put("mp.jwt.verify.issuer", "https://id.example.org/");
        variables.put("mp.jwt.verify.audiences", "telemetry");
        variables.put("mp.jwt.verify.publickey.location", "https://id.example.org/keys");

        ProviderIssuer provider = read().provider().orElseThrow();

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
        variables.put("AUTH0_DOMAIN", "https://id.example.org/");
        variables.put("AUTH0_AUDIENCE", "telemetry");
        variables.put(name, value);

        assertThatThrownBy(this::read).hasMessageStartingWith(message);
    }

    /** The text form of the settings excludes the secret. */
    @Test
    void secretIsNotPrinted() {
        assertThat(read().toString()).doesNotContain(KEY);
    }

    /** The time zone must be UTC: with daylight saving JDBC would shift dates. */
    @Test
    void otherTimeZoneStopsTheStart() {
        assertThatThrownBy(() -> read(new JvmDefaults(ZoneId.of("Europe/Berlin"), Locale.ENGLISH, "UTF-8")))
                .hasMessageContaining("-Duser.timezone=UTC");
        assertThat(read(new JvmDefaults(ZoneId.of("Etc/UTC"), Locale.ENGLISH, "UTF-8")))
                .isEqualTo(read());
    }

    /** Servers and libraries convert names in the locale of the JVM, so i must be the lower case of I. */
    @ParameterizedTest
    @CsvSource({
        "tr-TR,false",
        "az-AZ,false",
        "lt-LT,true",
        "de-DE,true",
        "th-TH-u-ca-buddhist-nu-thai,true",
        "ar-EG-u-nu-arab,true"
    })
    void localeMustHaveTheUsualLetters(String tag, boolean starts) {
        JvmDefaults jvm = new JvmDefaults(ZoneOffset.UTC, Locale.forLanguageTag(tag), "UTF-8");

        if (starts) {
            assertThat(read(jvm)).isEqualTo(read());
        } else {
            assertThatThrownBy(() -> read(jvm))
                    .hasMessageStartingWith("The server runs in the locale")
                    .hasMessageEndingWith("start it with -Duser.language=en.");
        }
    }

    /** A JVM that does not read the environment as UTF-8 would use another key than the platform. */
    @Test
    void charactersThatTheJvmCannotReadStopTheStart() {
        JvmDefaults posix = new JvmDefaults(ZoneOffset.UTC, Locale.ENGLISH, "ANSI_X3.4-1968");
        assertThat(read(posix)).isEqualTo(read());

        variables.put("HS_KEY", KEY + "é");
        assertThat(read().platform().secret()).endsWith("é");
        assertThatThrownBy(() -> read(posix))
                .hasMessageStartingWith("HS_KEY has characters outside ASCII")
                .hasMessageContaining("LC_ALL=C.UTF-8");
    }

    /** All errors are reported at once, one per line. */
    @Test
    void allErrorsAreReportedAtOnce() {
        variables.clear();
        variables.put("LOG_LEVEL", "LOUD");

        assertThatThrownBy(this::read)
                .satisfies(unfit -> assertThat(unfit.getMessage().lines()).hasSize(7));
    }

    private Settings read() {
        return read(new JvmDefaults(ZoneOffset.UTC, Locale.ENGLISH, "UTF-8"));
    }

    private Settings read(JvmDefaults jvm) {
        return new SettingsReader(name -> Optional.ofNullable(variables.get(name)), jvm).read();
    }
}
