package health.polaris.telemetry.local;

import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a database is, and as whom it is used.
 *
 * @param host the address of its server
 * @param port the port of its server
 * @param database its name
 * @param user the role
 * @param password the role's password
 */
public record DatabaseLogin(String host, int port, String database, String user, String password) {
    private static final int LONGEST_SECONDS = 300;

    /** The one that the environment variables of the service name. */
    public static DatabaseLogin of(Map<String, String> environment) {
        return new DatabaseLogin(
                environment.get("DATABASE_HOST"),
                Integer.parseInt(environment.get("DATABASE_PORT")),
                environment.get("DATABASE_NAME"),
                environment.get("DATABASE_USER"),
                environment.get("DATABASE_PASSWORD"));
    }

    /** The same as seen at another server, such as a standby. */
    public DatabaseLogin at(LocalDatabase server) {
        return new DatabaseLogin(server.host(), server.port(), database, user, password);
    }

    /** A source of connections to it. None waits for an answer for ever: the driver does not notice that its thread is interrupted. */
    public PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setSocketTimeout(LONGEST_SECONDS);
        return source;
    }
}
