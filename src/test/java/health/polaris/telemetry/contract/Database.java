package health.polaris.telemetry.contract;

import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of the service under test, as its own role sees them. */
final class Database {
    private Database() {}

    static void execute(String statement) throws SQLException {
        try (Connection connection = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement open = connection.createStatement()) {
            open.execute(statement);
        }
    }
}
