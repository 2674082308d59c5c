package health.polaris.telemetry.database;

import health.polaris.telemetry.settings.FailedStart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Waits at start until the database accepts connections, and logs each failed attempt. */
class DatabaseWait {
    private static final System.Logger LOG = System.getLogger(DatabaseWait.class.getName());
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private final DataSource database;
    private final Duration timeout;

    DatabaseWait(DataSource database, Duration timeout) {
        this.database = database;
        this.timeout = timeout;
    }

    /**
     * Returns once the database has accepted a connection.
     *
     * @throws IllegalStateException after the time-out
     */
    void await() {
        long deadline = System.nanoTime() + timeout.toNanos();
        String reason = connectFailure();
        while (!reason.isEmpty()) {
            if (System.nanoTime() > deadline) {
                String message = "The database could not be reached within " + timeout.toSeconds()
                        + " s (DATABASE_START_TIMEOUT_SECONDS): " + reason;
                FailedStart.report(List.of(message));
                throw new IllegalStateException(message);
            }
            LOG.log(System.Logger.Level.WARNING, "Waiting for the database: {0}", reason);
            pause();
            reason = connectFailure();
        }
    }

    /** The reason why the database cannot be reached; empty if it can. */
    private String connectFailure() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid((int) RETRY_INTERVAL.toSeconds()) ? "" : "it does not answer";
        } catch (SQLException unreachable) {
            return String.valueOf(unreachable.getMessage());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY_INTERVAL.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the database", stopped);
        }
    }
}
