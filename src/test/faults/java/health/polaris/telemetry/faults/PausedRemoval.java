package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Stops the transaction that removes the records of one patient, in the middle, until this is closed. */
final class PausedRemoval implements AutoCloseable {
    private static final long LOCK_ID = 1;

    private final FaultEnvironment environment;
    private final Connection connection;

    PausedRemoval(FaultEnvironment environment, String patient) throws SQLException {
        this.environment = environment;
        this.connection = environment.rows().getConnection();
        execute("select pg_advisory_lock(" + LOCK_ID + ")");
        execute("create function hold() returns trigger language plpgsql as 'begin"
                + " perform pg_advisory_lock_shared(" + LOCK_ID + "); return old; end'");
        execute("create trigger hold before delete on mobile for each row when (old.patient_id = '" + patient
                + "') execute function hold()");
    }

    /** Lets the transaction continue. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** Waits until the transaction has reached the records. */
    void await() {
        Await.until(() -> environment.has(
                "select from pg_locks where locktype = 'advisory' and objid = " + LOCK_ID + " and not granted"));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
