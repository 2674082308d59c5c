package health.polaris.telemetry.monitoring;

import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes the service's own loggers obey LOG_LEVEL; what the server logs of itself is the server's configuration. */
@ApplicationScoped
class LogThreshold {
    /** Held, because the JDK forgets a logger, with its level, that nobody holds. */
    private static final Logger OURS = Logger.getLogger("health.polaris.telemetry");

    void apply(@Observes @Initialized(ApplicationScoped.class) Object start, Settings settings) {
        OURS.setLevel(
                switch (settings.logLevel()) {
                    case ERROR -> Level.SEVERE;
                    case WARN -> Level.WARNING;
                    case INFO -> Level.INFO;
                    case DEBUG -> Level.FINE;
                });
    }
}
