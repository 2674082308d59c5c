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

/** A database that writes to the disk, and nodes of the service, all in processes of their own and in production's settings. */
final class Hospital implements AutoCloseable {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final Path DATABASE =
            Path.of("target/test-database-of-faults").toAbsolutePath();

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final List<LocalServer> servers = new CopyOnWriteArrayList<>();
    private final LocalDatabase database;

    Hospital() throws IOException, SQLException {
        environment.remove("ENVIRONMENT");
        environment.remove("ALLOW_DROP_DATA");
        environment.remove("AUTH0_DOMAIN");
        environment.remove("CONSOLE_CLIENT_ID");
        environment.remove("WRITE_TIMEOUT_SECONDS");
        environment.put("ALLOW_SHORT_HS_KEY", "true");
        database = LocalDatabase.durable(
                DATABASE,
                0,
                environment.get("DATABASE_NAME"),
                environment.get("DATABASE_USER"),
                environment.get("DATABASE_PASSWORD"));
        set("DATABASE_PORT", Integer.toString(database.port()));
    }

    Hospital set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    LocalDatabase database() {
        return database;
    }

    /** The tables, as the service's own role sees them. */
    DataSource rows() {
        return rows(database);
    }

    DataSource rows(LocalDatabase in) {
        return DatabaseLogin.of(environment).at(in).source();
    }

    /** Whether the database has a row that a query finds. */
    boolean has(String query) {
        try (Connection connection = rows().getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            return found.next();
        } catch (SQLException away) {
            throw new IllegalStateException(away);
        }
    }

    /** Another node at any free port. */
    LocalServer startNode() throws IOException, InterruptedException {
        return startNode(Ports.orAnyFree(0));
    }

    LocalServer startNode(int port) throws IOException, InterruptedException {
        LocalServer server = LocalServer.start(PROJECT, port, environment, System.out::println);
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
