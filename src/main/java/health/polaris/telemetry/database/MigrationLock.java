package health.polaris.telemetry.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Ensures that one node at a time migrates. It polls instead of waiting within PostgreSQL: a concurrent index build waits for
 * all running statements, including the one of a waiting node.
 */
class MigrationLock implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MigrationLock.class.getName());
    private static final long LOCK_ID = 0x706f6c61726973L; // "polaris"
    private static final long RETRY_INTERVAL_MILLISECONDS = 1000;

    private final Connection connection;

    /** Waits until this connection holds the lock. */
    MigrationLock(Connection connection) throws SQLException {
        this.connection = connection;
        boolean waiting = false;
        while (!queryForBoolean("select pg_try_advisory_lock(" + LOCK_ID + ")")) {
            if (!waiting) {
                LOG.log(System.Logger.Level.INFO, "Another node is migrating the database. Waiting for it.");
                waiting = true;
            }
            try {
                Thread.sleep(RETRY_INTERVAL_MILLISECONDS);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped while another node migrates", stopped);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        queryForBoolean("select pg_advisory_unlock(" + LOCK_ID + ")");
    }

    private boolean queryForBoolean(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() && result.getBoolean(1);
        }
    }
}
