package health.polaris.telemetry.settings;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the settings of MicroProfile Config, that is of the environment variables, injectable everywhere. */
@Dependent
public class EnvironmentSettings {
    @Produces
    @Singleton
    Settings settings() {
        return read();
    }

    /**
     * The settings, also for what runs before CDI does. The log gets a line for each fault.
     *
     * @throws InvalidSettings so that the application does not start
     */
    public static Settings read() {
        Config config = ConfigProvider.getConfig();
        try {
            // raw: a key that happens to hold "${" is not to be expanded
            return new SettingsReader(name ->
                            Optional.ofNullable(config.getConfigValue(name).getRawValue()))
                    .read(ZoneId.systemDefault());
        } catch (InvalidSettings unfit) {
            FailedStart.because(unfit.getMessage().lines().toList());
            throw unfit;
        }
    }
}
