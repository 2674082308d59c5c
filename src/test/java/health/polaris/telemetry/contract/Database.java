package health.polaris.telemetry.contract;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The tables of the service under test, as its own role sees them. */
final class Database {
    private Database() {}

    static void execute(String statement) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {System.getenv("DATABASE_HOST")});
        source.setPortNumbers(new int[] {Integer.parseInt(System.getenv("DATABASE_PORT"))});
        source.setDatabaseName(System.getenv("DATABASE_NAME"));
        source.setUser(System.getenv("DATABASE_USER"));
        source.setPassword(System.getenv("DATABASE_PASSWORD"));
        try (Connection connection = source.getConnection();
                Statement open = connection.createStatement()) {
            open.execute(statement);
        }
    }
}
