package health.polaris.telemetry.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;

/**
 * Takes the limits of requests away while a migration runs: an index of a large table takes longer than one may (the driver's
 * socket time-out), and waits for all who use the table (lock_timeout).
 */
class UnlimitedMigration implements Callback {
    private int usual;

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
                usual = connection.getNetworkTimeout();
                connection.setNetworkTimeout(Runnable::run, 0);
                execute(connection, "set lock_timeout = 0");
            } else {
                connection.setNetworkTimeout(Runnable::run, usual);
                if (event == Event.AFTER_EACH_MIGRATE || connection.getAutoCommit()) {
                    execute(connection, "reset lock_timeout"); // which the end of a failed transaction does by itself
                }
            }
        } catch (SQLException away) {
            throw new FlywayException("the time-out of the connection cannot be changed", away);
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
