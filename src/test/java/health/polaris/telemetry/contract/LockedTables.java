package health.polaris.telemetry.contract;

import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Locks tables against reads until they are released. */
public final class LockedTables implements AutoCloseable {
    private final Connection connection =
            DatabaseLogin.of(System.getenv()).source().getConnection();

    public LockedTables(String tables) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + tables + " in access exclusive mode");
        }
    }

    /** The number of queries that wait for the tables of installations. */
    public int waiting() {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from pg_locks where not granted"
                        + " and relation in ('mobile'::regclass, 'desktop'::regclass)")) {
            count.next();
            return count.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public void release() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
