package health.polaris.telemetry.local;

import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connection parameters of a database.
 *
 * @param host the address of its server
 * @param port the port of its server
 * @param database its name
 * @param user the role
 * @param password the role's password
 */
public record DatabaseLogin(String host, int port, String database, String user, String password) {
    private static final int TIMEOUT_SECONDS = 300;

    /** Reads the service's environment variables. */
    public static DatabaseLogin of(Map<String, String> environment) {
        return new DatabaseLogin(
                environment.get("DATABASE_HOST"),
                Integer.parseInt(environment.get("DATABASE_PORT")),
                environment.get("DATABASE_NAME"),
                environment.get("DATABASE_USER"),
                environment.get("DATABASE_PASSWORD"));
    }

    /** The same login at another server, such as a standby. */
    public DatabaseLogin at(LocalDatabase server) {
        return new DatabaseLogin(server.host(), server.port(), database, user, password);
    }

    /** A data source with time-outs, because the driver ignores thread interruption. */
    public PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setSocketTimeout(TIMEOUT_SECONDS);
        return source;
    }
}
