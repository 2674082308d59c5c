package health.polaris.telemetry.settings;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the {@link Settings}, and refuses what is missing or contradictory: all faults at once, each in one line. */
class SettingsReader {
    private static final List<String> DATABASE =
            List.of("DATABASE_HOST", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD");

    private final Variables variables;

    /** Reads from these variables, of which some may not be set. */
    SettingsReader(Function<String, Optional<String>> values) {
        this.variables = new Variables(values);
    }

    /**
     * The settings, for a Java machine in this time zone.
     *
     * @throws UnfitSettings with one line for each fault
     */
    Settings read(ZoneId zone) {
        Environment environment =
                Environment.named(variables.text("ENVIRONMENT").orElse(""));
        boolean allowDropData = variables.flag("ALLOW_DROP_DATA");
        if (allowDropData && environment == Environment.PRODUCTION) {
            variables.fault(
                    "ALLOW_DROP_DATA must not be true in PRODUCTION: unset it, or set ENVIRONMENT to another than that.");
        }
        if (!ZoneOffset.UTC.getRules().equals(zone.getRules())) {
            // JDBC's Timestamp has no hour for what daylight saving skips, so dates would be stored an hour off
            variables.fault("The server runs in the time zone " + zone + ": start it with -Duser.timezone=UTC.");
        }
        // used by the server's data source; told here, because the server would only say that it cannot connect
        DATABASE.forEach(variables::required);
        variables.number("DATABASE_PORT", 1, 65_535, 5432);
        variables.seconds("DATABASE_CONNECT_SECONDS", 1, 60, 1);
        variables.seconds("DATABASE_TIMEOUT_SECONDS", 1, 60, 3);
        IssuerReader issuers = new IssuerReader(variables);
        PlatformIssuer platform = issuers.platform(environment);
        Optional<ProviderIssuer> provider = issuers.provider(platform.name());
        Settings settings = new Settings(
                environment,
                platform,
                provider,
                variables.seconds("TOKEN_CLOCK_SKEW_SECONDS", 0, 30, 30),
                allowDropData,
                variables.oneOf(LogLevel.class, "LOG_LEVEL", LogLevel.INFO),
                variables.oneOf(LogFormat.class, "LOG_FORMAT", LogFormat.JSON),
                variables.seconds("DATABASE_WAIT_SECONDS", 0, 86_400, 60),
                variables.number("DB_POOL_SIZE", 2, 1_000, 16),
                new Fleet(
                        variables.number("FLEET_POOL_SIZE", 1, 100, 4),
                        variables.seconds("FLEET_TIMEOUT_SECONDS", 1, 50, 20),
                        variables.number("ANALYTICS_SMALLEST_COUNT", 1, 1_000, 1)),
                console(provider),
                new Shutdown(
                        variables.seconds("SHUTDOWN_DELAY_SECONDS", 0, 300, 5),
                        variables.seconds("SHUTDOWN_LIMIT_SECONDS", 0, 300, 20)));
        if (!variables.faults().isEmpty()) {
            throw new UnfitSettings(variables.faults());
        }
        return settings;
    }

    private Optional<ConsoleSettings> console(Optional<ProviderIssuer> provider) {
        Optional<String> client = variables.text("CONSOLE_CLIENT_ID");
        if (client.isPresent()) {
            provider.ifPresentOrElse(
                    issuer -> variables.address("AUTH0_DOMAIN", issuer.name()), // where a browser goes to sign in
                    () -> variables.fault("AUTH0_DOMAIN is missing: set it, because CONSOLE_CLIENT_ID is set."));
        }
        String scopes = variables.text("CONSOLE_SCOPES").orElse("openid read:gdm_telemetry_all");
        return client.map(id -> new ConsoleSettings(id, scopes));
    }
}
