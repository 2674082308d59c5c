package health.polaris.telemetry.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Lets one node at a time migrate. It asks again and again instead of waiting within PostgreSQL: a concurrent index build
 * waits for every statement that runs, and so for a node that waits for the build.
 */
class MigrationLock implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MigrationLock.class.getName());
    private static final long NUMBER = 0x706f6c61726973L; // "polaris"
    private static final long MILLISECONDS_BETWEEN_TRIES = 1000;

    private final Connection connection;

    /** Returns when the lock is held by this connection. */
    MigrationLock(Connection connection) throws SQLException {
        this.connection = connection;
        while (!ask("select pg_try_advisory_lock(" + NUMBER + ")")) {
            LOG.log(System.Logger.Level.INFO, "Another node migrates the database. Waiting for it.");
            try {
                Thread.sleep(MILLISECONDS_BETWEEN_TRIES);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while another node migrates", stopped);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        ask("select pg_advisory_unlock(" + NUMBER + ")");
    }

    private boolean ask(String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
