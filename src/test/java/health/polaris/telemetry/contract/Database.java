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

    public static void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The text that the query returns. */
    public static String text(String query) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The number that the query returns. */
    public static int number(String query, Object... parameters) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement prepared = connection.prepareStatement(query)) {
            for (int index = 0; index < parameters.length; index++) {
                prepared.setObject(index + 1, parameters[index]);
            }
            try (ResultSet row = prepared.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
