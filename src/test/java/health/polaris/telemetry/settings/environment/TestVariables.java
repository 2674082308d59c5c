package health.polaris.telemetry.settings.environment;

import health.polaris.telemetry.settings.Settings;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Environment variables, at first those that are required. */
final class TestVariables {
    static final String KEY = "a key of thirty-two bytes at least";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "HS_KEY", KEY,
            "PROXY_URL", "https://platform.example.org",
            "DATABASE_HOST", "db.example.org",
            "DATABASE_NAME", "telemetry",
            "DATABASE_USER", "telemetry",
            "DATABASE_PASSWORD", "secret"));

    void put(String name, String value) {
        values.put(name, value);
    }

    void remove(String name) {
        values.remove(name);
    }

    void clear() {
        values.clear();
    }

    /** Reads the settings in a JVM with suitable defaults. */
    Settings read() {
        return read(new JvmDefaults(ZoneOffset.UTC, Locale.ENGLISH, "UTF-8"));
    }

    Settings read(JvmDefaults jvm) {
        return new SettingsReader(name -> Optional.ofNullable(values.get(name)), jvm).read();
    }
}
