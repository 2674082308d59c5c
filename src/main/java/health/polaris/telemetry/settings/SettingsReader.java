package health.polaris.telemetry.settings;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the {@link Settings} from environment variables and refuses what is missing or contradictory. All faults are told at once, each in one line.
 */
class SettingsReader {
    private final Function<String, Optional<String>> variables;
    private final List<String> faults = new ArrayList<>();

    /** Reads from these variables, of which some may not be set. */
    SettingsReader(Function<String, Optional<String>> variables) {
        this.variables = variables;
    }

    /**
     * The settings, for a Java machine in this time zone.
     *
     * @throws UnfitSettings with one line for each fault
     */
    Settings read(ZoneId zone) {
        Environment environment = Environment.named(text("ENVIRONMENT").orElse(""));
        boolean allowDropData = flag("ALLOW_DROP_DATA");
        if (allowDropData && environment == Environment.PRODUCTION) {
            faults.add(
                    "ALLOW_DROP_DATA must not be true in PRODUCTION: unset it, or set ENVIRONMENT to another than that.");
        }
        if (!ZoneOffset.UTC.getRules().equals(zone.getRules())) {
            // JDBC's Timestamp has no hour for what daylight saving skips, so dates would be stored an hour off
            faults.add("The server runs in the time zone " + zone + ": start it with -Duser.timezone=UTC.");
        }
        Settings settings = new Settings(
                environment,
                required("HS_KEY"),
                required("PROXY_URL"),
                allowDropData,
                oneOf(LogLevel.class, "LOG_LEVEL", LogLevel.INFO),
                oneOf(LogFormat.class, "LOG_FORMAT", LogFormat.JSON),
                Duration.ofSeconds(wholeNumber("DATABASE_WAIT_SECONDS", 60)));
        if (!faults.isEmpty()) {
            throw new UnfitSettings(faults);
        }
        return settings;
    }

    private Optional<String> text(String name) {
        return variables.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** As it stands, because space may be part of a key. */
    private String required(String name) {
        String value = variables.apply(name).orElse("");
        if (value.isBlank()) {
            faults.add(name + " is missing: set this environment variable.");
        }
        return value;
    }

    private boolean flag(String name) {
        String value = text(name).orElse("false").toLowerCase(Locale.ROOT);
        if (!List.of("true", "false").contains(value)) {
            faults.add(name + " must be true or false.");
        }
        return value.equals("true");
    }

    private <E extends Enum<E>> E oneOf(Class<E> kind, String name, E otherwise) {
        String value = text(name).orElse(otherwise.name());
        E[] allowed = kind.getEnumConstants();
        return Arrays.stream(allowed)
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseGet(() -> {
                    faults.add(name + " must be one of " + Arrays.toString(allowed) + ".");
                    return otherwise;
                });
    }

    private int wholeNumber(String name, int otherwise) {
        String value = text(name).orElse(Integer.toString(otherwise));
        if (!value.matches("[0-9]{1,6}")) {
            faults.add(name + " must be a whole number from 0 to 999999.");
            return otherwise;
        }
        return Integer.parseInt(value);
    }
}
