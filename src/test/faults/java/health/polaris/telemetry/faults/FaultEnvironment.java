package health.polaris.telemetry.faults;

import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** A durable database and nodes of the service, each in its own process and with production settings. */
final class FaultEnvironment implements AutoCloseable {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path DATABASE =
            Path.of("target/test-database-of-faults").toAbsolutePath();

    private final Map<String, String> variables = new HashMap<>(System.getenv());
    private final List<LocalServer> servers = new CopyOnWriteArrayList<>();
    private final LocalDatabase database;

    FaultEnvironment() throws IOException, SQLException {
        this(LocalDatabase.durable(
                DATABASE,
                0,
                System.getenv("DATABASE_NAME"),
                System.getenv("DATABASE_USER"),
                System.getenv("DATABASE_PASSWORD")));
    }

    private FaultEnvironment(LocalDatabase database) {
        this.database = database;
        variables.remove("ENVIRONMENT");
        variables.remove("ALLOW_DROP_DATA");
        variables.remove("AUTH0_DOMAIN");
        variables.remove("CONSOLE_CLIENT_ID");
        variables.remove("WRITE_TIMEOUT_SECONDS");
        set("ALLOW_SHORT_HS_KEY", "true");
        set("DATABASE_PORT", Integer.toString(database.port()));
    }

    /** With a database of the programs in this directory. */
    static FaultEnvironment withInstalled(Path programs) throws IOException, SQLException {
        return new FaultEnvironment(LocalDatabase.installed(
                DATABASE.resolveSibling("test-database-of-backups"),
                programs,
                System.getenv("DATABASE_NAME"),
                System.getenv("DATABASE_USER"),
                System.getenv("DATABASE_PASSWORD")));
    }

    FaultEnvironment set(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** The environment variables of a node. */
    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    LocalDatabase database() {
        return database;
    }

    /** A data source with the role of the service. */
    DataSource rows() {
        return rows(database);
    }

    DataSource rows(LocalDatabase other) {
        return DatabaseLogin.of(variables).at(other).source();
    }

    /** Whether the query returns a row. */
    boolean has(String query) {
        try (Connection connection = rows().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            return found.next();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Starts another node at a free port. */
    LocalServer startNode() throws IOException, InterruptedException {
        return startNode(Ports.orAnyFree(0));
    }

    LocalServer startNode(int port) throws IOException, InterruptedException {
        LocalServer server = LocalServer.start(PROJECT, port, variables, System.out::println);
        servers.add(server);
        server.awaitRunning();
        return server;
    }

    @Override
    public void close() throws IOException {
        servers.forEach(LocalServer::close);
        database.close();
    }
}
