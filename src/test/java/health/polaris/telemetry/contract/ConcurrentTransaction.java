package health.polaris.telemetry.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A transaction outside the service, such as one of another node, whose locks block the service. */
final class ConcurrentTransaction implements AutoCloseable {
    /** Longer than the service's lock time-out. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Connection connection;
    private final int process;

    private ConcurrentTransaction(Connection connection, int process) {
        this.connection = connection;
        this.process = process;
    }

    static ConcurrentTransaction begin() throws SQLException {
        Connection connection = Database.connection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement();
                var process = statement.executeQuery("select pg_backend_pid()")) {
            process.next();
            return new ConcurrentTransaction(connection, process.getInt(1));
        }
    }

    ConcurrentTransaction execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
        return this;
    }

    /** Waits until the given number of sessions wait for this transaction, directly or indirectly. */
    void awaitWaiting(int others) {
        Await.until(() -> waiting() >= others, TIMEOUT);
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
            throw new IllegalStateException("cannot read the waiting sessions", fault);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** Rolls back uncommitted changes. */
    @Override
    public void close() throws SQLException {
        try (connection) {
            connection.rollback();
        }
    }
}
