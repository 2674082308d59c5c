package health.polaris.telemetry.operations.log;

import health.polaris.telemetry.settings.DedicatedJvm;
import health.polaris.telemetry.settings.LogLevel;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.ConsoleHandler;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Writes the log of the service to standard output, in the format LOG_FORMAT, at the level LOG_LEVEL or above. The
 * log of the server itself is configured in the server.
 */
@ApplicationScoped
class ServiceLog {
    /** Strong reference: the JDK may collect unreferenced loggers with their level. */
    private static final Logger SERVICE_LOGGER = Logger.getLogger("health.polaris.telemetry");

    private Handler output;

    void open(@Observes @Initialized(ApplicationScoped.class) Object start, Settings settings) {
        output = new StandardOutput(new LogFormatter(settings.logFormat()));
        // Open Liberty sets the level of each logger from its own configuration
        output.setLevel(level(settings.logLevel()));
        SERVICE_LOGGER.addHandler(output);
        SERVICE_LOGGER.setUseParentHandlers(false);
        SERVICE_LOGGER.setLevel(level(settings.logLevel()));
    }

    /** The logger may outlive the application. */
    @PreDestroy
    void close() {
        SERVICE_LOGGER.setUseParentHandlers(true);
        SERVICE_LOGGER.removeHandler(output);
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }

    /** Writes to standard output, unlike {@link ConsoleHandler}, which writes to standard error. */
    private static final class StandardOutput extends Handler {
        /** In a dedicated process, bypasses the log of the server, which replaces {@link System#out}. */
        private final OutputStream out =
                DedicatedJvm.isDeclared() ? new FileOutputStream(FileDescriptor.out) : System.out;

        StandardOutput(LogFormatter line) {
            setFormatter(line);
        }

        @Override
        public void publish(LogRecord record) {
            if (!isLoggable(record)) {
                return;
            }
            byte[] line = (getFormatter().format(record) + "\n").getBytes(StandardCharsets.UTF_8);
            try {
                out.write(line); // in one write, so that lines of other streams do not interleave
                out.flush();
            } catch (IOException failed) {
                reportError(null, failed, ErrorManager.WRITE_FAILURE);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
