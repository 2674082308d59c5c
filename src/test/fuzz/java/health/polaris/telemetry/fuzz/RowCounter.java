package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Counts the rows of all record tables directly in the database. Record tables have a column for the creator. */
final class RowCounter {
    private static final String TABLES = "select table_name from information_schema.columns"
            + " where table_schema = current_schema() and column_name = 'created_by_'";

    private RowCounter() {}

    static int count() throws SQLException {
        try (Connection connection = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = connection.createStatement()) {
            int count = 0;
            for (String table : texts(statement, TABLES)) {
                count += Integer.parseInt(
                        texts(statement, "select count(*) from " + table).get(0));
            }
            return count;
        }
    }

    private static List<String> texts(Statement statement, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        }
        return texts;
    }
}
