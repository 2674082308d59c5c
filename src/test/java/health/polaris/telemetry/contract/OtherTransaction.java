package health.polaris.telemetry.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A transaction beside the service, such as another node's: what it holds, the service waits for. */
final class OtherTransaction implements AutoCloseable {
    /** Longer than the service waits for a lock. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Connection connection;
    private final int process;

    private OtherTransaction(Connection connection, int process) {
        this.connection = connection;
        this.process = process;
    }

    static OtherTransaction begin() throws SQLException {
        Connection connection = Database.connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                var own = statement.executeQuery("select pg_backend_pid()")) {
            own.next();
            return new OtherTransaction(connection, own.getInt(1));
        }
    }

    OtherTransaction execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    /** Returns when so many others wait for this one, or for one that does. */
    void awaitWaiting(int others) {
        Await.until(() -> waiting() >= others, PATIENCE);
    }

    private int waiting() {
        try {
            return Database.number("""
                    with recursive waiting (pid) as (
                        values (?)
                        union
                        select other.pid from pg_stat_activity other, waiting
                        where waiting.pid = any (pg_blocking_pids(other.pid)))
                    select count(*) - 1 from waiting""", process);
        } catch (SQLException fault) {
            throw new IllegalStateException("PostgreSQL does not tell who waits", fault);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Rolls back what was not committed. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
