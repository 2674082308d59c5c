package health.polaris.telemetry.settings;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads the {@link Settings} from MicroProfile Config, that is from environment variables, and refuses contradictions. */
@Dependent
public class SettingsReader {
    private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG");
    private static final Set<String> FORMATS = Set.of("colour", "plain", "json");

    private final List<String> faults = new ArrayList<>();

    @Produces
    @Singleton
    Settings settings() {
        return read(ConfigProvider.getConfig());
    }

    /**
     * The settings of this configuration.
     *
     * @throws IllegalStateException with one line for each missing or contradictory setting
     */
    Settings read(Config config) {
        Environment environment = Environment.named(text(config, "ENVIRONMENT", ""));
        Settings settings = new Settings(
                environment,
                required(config, "HS_KEY"),
                required(config, "PROXY_URL").replaceAll("/+$", ""),
                flag(config, "ALLOW_DROP_DATA"),
                oneOf(LEVELS, "LOG_LEVEL", text(config, "LOG_LEVEL", "INFO").toUpperCase(Locale.ROOT)),
                oneOf(FORMATS, "LOG_FORMAT", text(config, "LOG_FORMAT", "json").toLowerCase(Locale.ROOT)),
                Duration.ofSeconds(seconds(config, "DATABASE_WAIT_SECONDS", 60)));
        if (settings.allowDropData() && settings.production()) {
            faults.add("ALLOW_DROP_DATA must not be true in PRODUCTION: unset it, or set ENVIRONMENT");
        }
        if (!faults.isEmpty()) {
            throw new IllegalStateException(String.join("\n", faults));
        }
        return settings;
    }

    private static String text(Config config, String name, String otherwise) {
        return config.getOptionalValue(name, String.class).orElse(otherwise).strip();
    }

    private String required(Config config, String name) {
        String value = text(config, name, "");
        if (value.isEmpty()) {
            faults.add(name + " is missing: set this environment variable");
        }
        return value;
    }

    private boolean flag(Config config, String name) {
        return oneOf(Set.of("true", "false"), name, text(config, name, "false").toLowerCase(Locale.ROOT))
                .equals("true");
    }

    private String oneOf(Set<String> allowed, String name, String value) {
        if (!allowed.contains(value)) {
            faults.add(name + " must be one of " + allowed.stream().sorted().toList());
        }
        return value;
    }

    private long seconds(Config config, String name, long otherwise) {
        String value = text(config, name, Long.toString(otherwise));
        if (!value.matches("[0-9]{1,6}")) {
            faults.add(name + " must be a whole number of seconds");
            return otherwise;
        }
        return Long.parseLong(value);
    }
}
