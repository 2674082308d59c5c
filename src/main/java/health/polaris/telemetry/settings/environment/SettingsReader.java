package health.polaris.telemetry.settings.environment;

import health.polaris.telemetry.settings.ConsoleSettings;
import health.polaris.telemetry.settings.Environment;
import health.polaris.telemetry.settings.FhirSettings;
import health.polaris.telemetry.settings.Fleet;
import health.polaris.telemetry.settings.InvalidSettings;
import health.polaris.telemetry.settings.Limits;
import health.polaris.telemetry.settings.LogFormat;
import health.polaris.telemetry.settings.LogLevel;
import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.ProviderIssuer;
import health.polaris.telemetry.settings.Settings;
import health.polaris.telemetry.settings.Shutdown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads and validates the {@link Settings}. Reports all errors at once, one per line. */
class SettingsReader {
    private static final List<String> DATABASE = List.of("DATABASE_HOST", "DATABASE_NAME", "DATABASE_USER");

    /**
     * Settings that the server reads; some of them the service itself does not use. With a wrong value the server would
     * at most log that it cannot connect.
     */
    private static final List<String> READ_BY_THE_SERVER = List.of(
            "SERVER_PORT",
            "DATABASE_HOST",
            "DATABASE_REPLICA_HOST",
            "DATABASE_PORT",
            "DATABASE_NAME",
            "DATABASE_USER",
            "DATABASE_PASSWORD",
            "DATABASE_CONNECT_TIMEOUT_SECONDS",
            "DATABASE_TIMEOUT_SECONDS",
            "DATABASE_LOCK_TIMEOUT_MILLIS",
            "DB_POOL_SIZE",
            "FLEET_POOL_SIZE",
            "FLEET_TIMEOUT_SECONDS",
            "WRITE_TIMEOUT_SECONDS",
            "BODY_TIMEOUT_SECONDS");

    /** Former and current names of settings. A former name must not be ignored silently. */
    private static final Map<String, String> FORMER_NAMES = new TreeMap<>(Map.of(
            "ANALYTICS_SMALLEST_COUNT", "MIN_ANALYTICS_COUNT",
            "DATABASE_CONNECT_SECONDS", "DATABASE_CONNECT_TIMEOUT_SECONDS",
            "DATABASE_LOCK_MILLIS", "DATABASE_LOCK_TIMEOUT_MILLIS",
            "DATABASE_WAIT_SECONDS", "DATABASE_START_TIMEOUT_SECONDS",
            "JWKS_INTERVAL_SECONDS", "MIN_JWKS_INTERVAL_SECONDS",
            "SHUTDOWN_LIMIT_SECONDS", "SHUTDOWN_TIMEOUT_SECONDS"));

    private static final int MIN_KEY_BYTES_TO_DROP_DATA = 16;

    private final Variables variables;
    private final JvmDefaults jvm;

    SettingsReader(Function<String, Optional<String>> values, JvmDefaults jvm) {
        this.variables = new Variables(values, jvm);
        this.jvm = jvm;
    }

    /**
     * Reads the settings.
     *
     * @throws InvalidSettings with one line per error
     */
    Settings read() {
        jvm.faults().forEach(variables::addError);
        Environment environment =
                Environment.named(variables.text("ENVIRONMENT").orElse(""));
        FORMER_NAMES.forEach((old, name) -> variables
                .text(old)
                .ifPresent(value ->
                        variables.addError(old + " is now called " + name + ": rename this environment variable.")));
        boolean allowDropData = variables.flag("ALLOW_DROP_DATA");
        if (allowDropData && environment == Environment.PRODUCTION) {
            variables.addError("ALLOW_DROP_DATA must not be true in PRODUCTION: unset it, or change ENVIRONMENT.");
        }
        DATABASE.forEach(variables::required);
        variables.requiredServerSecret("DATABASE_PASSWORD");
        READ_BY_THE_SERVER.forEach(variables::requireServerReadable);
        DatabaseTlsCheck.NAMES.forEach(variables::requireServerReadable);
        new DatabaseTlsCheck(variables).run();
        ServerTlsCheck.NAMES.forEach(variables::requireServerReadable);
        new ServerTlsCheck(variables).run();
        variables.number("DATABASE_PORT", 1, 65_535, 5432);
        variables.seconds("DATABASE_CONNECT_TIMEOUT_SECONDS", 1, 60, 1);
        variables.seconds("DATABASE_TIMEOUT_SECONDS", 1, 60, 3);
        variables.number("DATABASE_LOCK_TIMEOUT_MILLIS", 1, 60_000, 2_500);
        variables.number("SERVER_PORT", 1, 65_535, 5000);
        variables.seconds("WRITE_TIMEOUT_SECONDS", 1, 600, 60);
        IssuerReader issuers = new IssuerReader(variables);
        PlatformIssuer platform = issuers.platform(environment);
        Optional<ProviderIssuer> provider = issuers.provider(environment, platform);
        if (allowDropData && !environment.isForDevelopers() && isGuessable(platform)) {
            variables.addError("ALLOW_DROP_DATA must not be true with an HS_KEY under " + MIN_KEY_BYTES_TO_DROP_DATA
                    + " bytes: anyone who guesses the key could empty the tables. Only DEVELOPMENT and TEST allow it.");
        }
        Settings settings = new Settings(
                environment,
                platform,
                provider,
                variables.seconds("TOKEN_CLOCK_SKEW_SECONDS", 0, 30, 30),
                Duration.ofDays(variables.number("TOKEN_MAX_LIFETIME_DAYS", 1, 36_525, 366)),
                allowDropData,
                variables.oneOf(LogLevel.class, "LOG_LEVEL", LogLevel.INFO),
                variables.oneOf(LogFormat.class, "LOG_FORMAT", LogFormat.JSON),
                variables.seconds("DATABASE_START_TIMEOUT_SECONDS", 0, 86_400, 60),
                variables.number("DB_POOL_SIZE", 2, 1_000, 16),
                fleet(),
                limits(),
                console(provider),
                new Shutdown(
                        variables.seconds("SHUTDOWN_DELAY_SECONDS", 0, 300, 5),
                        variables.seconds("SHUTDOWN_TIMEOUT_SECONDS", 0, 300, 20)),
                new RetentionReader(variables).read(),
                fhir());
        if (!variables.errors().isEmpty()) {
            throw new InvalidSettings(variables.errors());
        }
        return settings;
    }

    private static boolean isGuessable(PlatformIssuer platform) {
        return platform.publicKey().isEmpty()
                && platform.secrets().stream()
                        .anyMatch(key -> key.getBytes(StandardCharsets.UTF_8).length < MIN_KEY_BYTES_TO_DROP_DATA);
    }

    private Fleet fleet() {
        Fleet fleet = new Fleet(
                variables.number("FLEET_POOL_SIZE", 3, 100, 8),
                variables.seconds("FLEET_TIMEOUT_SECONDS", 1, 50, 20),
                variables.number("MAX_EXPORTS", 1, 98, 2),
                variables.number("MAX_OWN_EXPORTS", 1, 98, 2),
                variables.seconds("EXPORT_TIMEOUT_SECONDS", 10, 3_600, 600),
                variables.number("MIN_ANALYTICS_COUNT", 1, 1_000, 1));
        if (fleet.queries() < 1) {
            variables.addError("MAX_EXPORTS and MAX_OWN_EXPORTS must add up to less than FLEET_POOL_SIZE.");
        }
        return fleet;
    }

    private Limits limits() {
        return new Limits(
                variables.number("MAX_TEXT_LENGTH", 64, 100_000, 1_024),
                variables.number("MAX_BODY_BYTES", 1_024, 1_048_576, 65_536),
                variables.seconds("BODY_TIMEOUT_SECONDS", 1, 60, 10),
                variables.number("MAX_RECORDS_PER_PERSON", 1, 1_000_000, 10_000),
                variables.optionalNumber("MAX_REQUESTS_PER_MINUTE", 1, 1_000_000),
                variables.optionalNumber("MAX_REFUSED_TOKENS_PER_MINUTE", 1, 1_000_000));
    }

    private FhirSettings fhir() {
        return new FhirSettings(
                variables.text("FHIR_URL").flatMap(address -> variables.address("FHIR_URL", address)),
                variables.identifierSystem("FHIR_PATIENT_SYSTEM"),
                variables.identifierSystem("FHIR_CLINICIAN_SYSTEM"),
                variables.identifierSystem("FHIR_DEVICE_SYSTEM"));
    }

    private Optional<ConsoleSettings> console(Optional<ProviderIssuer> provider) {
        Optional<String> client = variables.text("CONSOLE_CLIENT_ID");
        if (client.isPresent()) {
            provider.ifPresentOrElse(
                    issuer -> variables.address("AUTH0_DOMAIN", issuer.name()), // opened by browsers
                    () -> variables.addError("AUTH0_DOMAIN is missing: set it, because CONSOLE_CLIENT_ID is set."));
        }
        String scopes = variables.text("CONSOLE_SCOPES").orElse("openid read:gdm_telemetry_all");
        return client.map(id -> new ConsoleSettings(id, scopes));
    }
}
