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
 * Makes what the service logs go to the standard output, where containers and supervisors look, in the format of LOG_FORMAT
 * and from LOG_LEVEL on: the same lines on every server. What the server logs of itself is the server's configuration.
 */
@ApplicationScoped
class ServiceLog {
    /** Held, because the JDK forgets a logger, with its level, that nobody holds. */
    private static final Logger OURS = Logger.getLogger("health.polaris.telemetry");

    private Handler output;

    void open(@Observes @Initialized(ApplicationScoped.class) Object start, Settings settings) {
        output = new StandardOutput(new LogFormatter(settings.logFormat()));
        output.setLevel(
                level(settings.logLevel())); // Open Liberty gives each logger the level of its own configuration
        OURS.addHandler(output);
        OURS.setUseParentHandlers(false);
        OURS.setLevel(level(settings.logLevel()));
    }

    /** The server may keep the logger when the application goes. */
    @PreDestroy
    void close() {
        OURS.setUseParentHandlers(true);
        OURS.removeHandler(output);
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case ERROR -> Level.SEVERE;
            case WARN -> Level.WARNING;
            case INFO -> Level.INFO;
            case DEBUG -> Level.FINE;
        };
    }

    /** {@link ConsoleHandler} writes to the standard error. */
    private static final class StandardOutput extends Handler {
        /**
         * A server puts its own log in the place of {@link System#out}, which a process of ours need not go through: that took 5 %
         * of a read on Open Liberty.
         */
        private final OutputStream out = DedicatedJvm.isGiven() ? new FileOutputStream(FileDescriptor.out) : System.out;

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
                out.write(line); // at once, so that no line of another stream gets into it
                out.flush();
            } catch (IOException nobodyReads) {
                reportError(null, nobodyReads, ErrorManager.WRITE_FAILURE);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
