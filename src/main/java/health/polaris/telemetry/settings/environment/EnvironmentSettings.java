package health.polaris.telemetry.settings.environment;

import health.polaris.telemetry.settings.FailedStart;
import health.polaris.telemetry.settings.InvalidSettings;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Produces the settings from MicroProfile Config, which reads environment variables. */
@Dependent
public class EnvironmentSettings {
    @Produces
    @Singleton
    Settings settings() {
        return read();
    }

    /**
     * Reads the settings, and logs a line per error. The method is public for code that runs before CDI.
     *
     * @throws InvalidSettings if a setting is not valid; it stops the start
     */
    public static Settings read() {
        Config config = ConfigProvider.getConfig();
        try {
            // raw: MicroProfile Config would expand "${" in a key
            return new SettingsReader(
                            name -> Optional.ofNullable(
                                    config.getConfigValue(name).getRawValue()),
                            JvmDefaults.current())
                    .read();
        } catch (InvalidSettings invalid) {
            FailedStart.report(invalid.getMessage().lines().toList());
            throw invalid;
        }
    }
}
