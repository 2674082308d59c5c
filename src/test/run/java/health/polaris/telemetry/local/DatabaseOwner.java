package health.polaris.telemetry.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The service's database and its owner, an ordinary role.
 *
 * @param database the name of the database
 * @param role the name of the role, which may log in and is not a superuser
 * @param password the password of the role
 */
record DatabaseOwner(String database, String role, String password) {
    private static final String MISSING_ROLE =
            "select format('create role %I login', ?::text) where to_regrole(quote_ident(?)) is null";
    private static final String PASSWORD = "select format('alter role %I password %L', ?::text, ?::text)";
    private static final String MISSING_DATABASE =
            "select format('create database %I owner %I', ?::text, ?::text) where not exists"
                    + " (select from pg_database where datname = ?)";

    /** Creates the role and the database if missing. */
    void in(LocalDatabase server) throws SQLException {
        try (Connection connection =
                server.asSuperuser(LocalDatabase.ADMINISTRATION).getConnection()) {
            execute(connection, MISSING_ROLE, role, role);
            execute(connection, PASSWORD, role, password);
            execute(connection, MISSING_DATABASE, database, role, database);
        }
    }

    /** Executes statements that PostgreSQL generates, which quotes names and literals correctly. */
    private static void execute(Connection connection, String query, String... values) throws SQLException {
        try (PreparedStatement writing = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                writing.setString(i + 1, values[i]);
            }
            try (ResultSet written = writing.executeQuery();
                    Statement statement = connection.createStatement()) {
                while (written.next()) {
                    statement.execute(written.getString(1));
                }
            }
        }
    }
}
