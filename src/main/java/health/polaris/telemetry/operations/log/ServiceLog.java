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

    /** The logger outlives the application, and other copies of the service in the same JVM may use it. */
    @PreDestroy
    void close() {
        SERVICE_LOGGER.removeHandler(output);
        SERVICE_LOGGER.setUseParentHandlers(SERVICE_LOGGER.getHandlers().length == 0);
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
        /** Bypasses the log of the server, which replaces {@link System#out}. */
        private final OutputStream out =
                DedicatedJvm.hasStandardOutput() ? new FileOutputStream(FileDescriptor.out) : System.out;

        StandardOutput(LogFormatter line) {
            setFormatter(line);
        }

        @Override
        public void publish(LogRecord record) {
            if (!isLoggable(record) || isOfAnotherCopy()) {
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

        /** Copies of the service on one server share the logger. Each writes the records of its own threads. */
        private static boolean isOfAnotherCopy() {
            ClassLoader application = Thread.currentThread().getContextClassLoader();
            if (DedicatedJvm.isDeclared() || application == null) {
                return false;
            }
            try {
                return application.loadClass(ServiceLog.class.getName()) != ServiceLog.class;
            } catch (ClassNotFoundException outside) {
                return false;
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
