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
        settings.number("DATABASE_PORT"); // says which setting it is that is no number
        PGSimpleDataSource source = DatabaseLogin.of(settings.environment()).source();
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
