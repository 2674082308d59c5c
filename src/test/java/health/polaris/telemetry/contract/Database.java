package health.polaris.telemetry.contract;

import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** SQL access to the database of the service, with the service's role. */
public final class Database {
    private Database() {}

    public static Connection connection() throws SQLException {
        return DatabaseLogin.of(System.getenv()).source().getConnection();
    }

    public static void execute(String statement) throws SQLException {
        try (Connection connection = connection();
                Statement open = connection.createStatement()) {
            open.execute(statement);
        }
    }

    /** The one number that a query answers. */
    public static int number(String query, Object... parameters) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement open = connection.prepareStatement(query)) {
            for (int at = 0; at < parameters.length; at++) {
                open.setObject(at + 1, parameters[at]);
            }
            try (ResultSet answer = open.executeQuery()) {
                answer.next();
                return answer.getInt(1);
            }
        }
    }
}
