package health.polaris.telemetry.contract;

import health.polaris.telemetry.local.LocalDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Starts PostgreSQL before the first integration test and stops it after the last. Unit tests need none, and the system property
 * {@code database} names one that is already running.
 */
public class TestDatabase implements LauncherSessionListener {
    private LocalDatabase database;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getenv("DATABASE_NAME") == null || System.getProperty("database") != null) {
            return;
        }
        try {
            database = LocalDatabase.throwAway(
                    Path.of("target/test-database").toAbsolutePath(),
                    Integer.parseInt(System.getenv("DATABASE_PORT")),
                    System.getenv("DATABASE_NAME"),
                    System.getenv("DATABASE_USER"),
                    System.getenv("DATABASE_PASSWORD"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (SQLException fault) {
            throw new IllegalStateException("the test database did not start", fault);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (database != null) {
            try {
                database.close();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }
}
