package health.polaris.telemetry.local;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/** The database in the environment variables, checked before the server starts for a clearer error message. */
final class ExternalDatabase {
    private static final int SECONDS = 5;

    private ExternalDatabase() {}

    static void check(RunSettings settings) {
        settings.require("DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD");
        settings.number("DATABASE_PORT"); // reports an invalid number with the name of the setting
        PGSimpleDataSource source = DatabaseLogin.of(settings.environment()).source();
        source.setConnectTimeout(SECONDS);
        source.setSocketTimeout(SECONDS);
        try (Connection connection = source.getConnection()) {
            connection.isValid(SECONDS);
        } catch (SQLException e) {
            throw new LocalFailure(
                    "The database cannot be used: check the DATABASE_ variables, or unset DATABASE_HOST to use a local"
                            + " database. Message: " + e.getMessage(),
                    e);
        }
    }
}
