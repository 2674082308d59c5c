package health.polaris.telemetry.database;

import health.polaris.telemetry.settings.FailedStart;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Waits at start for a database that is not there yet, as when both are started together, and says so. */
class DatabaseWait {
    private static final System.Logger LOG = System.getLogger(DatabaseWait.class.getName());
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

    private final DataSource database;
    private final Duration longest;

    DatabaseWait(DataSource database, Duration longest) {
        this.database = database;
        this.longest = longest;
    }

    /** Returns when the database has accepted a connection; throws when it has not in time. */
    void await() {
        long latest = System.nanoTime() + longest.toNanos();
        String reason = refusal();
        while (!reason.isEmpty()) {
            if (System.nanoTime() > latest) {
                String end = "The database could not be reached within " + longest.toSeconds()
                        + " s (DATABASE_START_TIMEOUT_SECONDS): " + reason;
                FailedStart.because(List.of(end));
                throw new IllegalStateException(end);
            }
            LOG.log(System.Logger.Level.WARNING, "Waiting for the database: {0}", reason);
            pause();
            reason = refusal();
        }
    }

    /** Why the database cannot be reached now; empty when it can. */
    private String refusal() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid((int) BETWEEN_TRIES.toSeconds()) ? "" : "it does not answer";
        } catch (SQLException away) {
            return String.valueOf(away.getMessage());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting for the database", stopped);
        }
    }
}
