package health.polaris.telemetry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Lifts the time-outs of requests during a migration: building the index of a large table takes longer than the socket
 * time-out, and waits longer for locks than lock_timeout.
 */
class UnlimitedMigration implements Callback {
    private int previousTimeout;

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE
                || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Connection connection = context.getConnection();
        try {
            if (event == Event.BEFORE_EACH_MIGRATE) {
                previousTimeout = connection.getNetworkTimeout();
                connection.setNetworkTimeout(Runnable::run, 0);
                execute(connection, "set lock_timeout = 0");
            } else {
                connection.setNetworkTimeout(Runnable::run, previousTimeout);
                if (event == Event.AFTER_EACH_MIGRATE || connection.getAutoCommit()) {
                    execute(connection, "reset lock_timeout"); // a rollback has already reset it
                }
            }
        } catch (SQLException failed) {
            throw new FlywayException("the time-out of the connection cannot be changed", failed);
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public String getCallbackName() {
        return "unlimited migration";
    }
}
