package health.polaris.telemetry.local;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** The database that the environment names: tried before the server starts, which would say less clearly what is wrong. */
final class GivenDatabase {
    private static final int SECONDS = 5;

    private GivenDatabase() {}

    static void tryOut(RunSettings settings) {
        settings.require("DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {settings.get("DATABASE_HOST")});
        source.setPortNumbers(new int[] {settings.number("DATABASE_PORT")});
        source.setDatabaseName(settings.get("DATABASE_NAME"));
        source.setUser(settings.get("DATABASE_USER"));
        source.setPassword(settings.get("DATABASE_PASSWORD"));
        source.setConnectTimeout(SECONDS);
        source.setSocketTimeout(SECONDS);
        try (Connection connection = source.getConnection()) {
            connection.isValid(SECONDS);
        } catch (SQLException e) {
            throw new LocalFailure(
                    "The database cannot be used: check the DATABASE_ variables, or unset DATABASE_HOST to be given a"
                            + " database. It says: " + e.getMessage(),
                    e);
        }
    }
}
