package health.polaris.telemetry.local;

import health.polaris.telemetry.demo.Demo;
import health.polaris.telemetry.demo.DemoData;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Main class of {@code ./mvnw -Prun}: runs the service until Ctrl-C, with a local database unless DATABASE_HOST is
 * set, and with demo data for {@code -Ddemo}.
 */
public final class Run {
    private final Path project;
    private RunSettings settings;
    private LocalDatabase database;
    private LocalServer server;
    private volatile boolean stopping;

    private Run(Path project, RunSettings settings) {
        this.project = project;
        this.settings = settings;
    }

    /**
     * Expects the project's directory as argument. Exits with status 1 if the service does not start or ends by
     * itself.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Run run = new Run(Path.of(arguments[0]), RunSettings.of(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
        try {
            run.serve();
        } catch (LocalFailure failure) {
            run.say(failure.getMessage());
        } catch (IOException | SQLException failure) {
            run.say(failure + " (if another user ran this before: delete .local and target)");
        }
        System.exit(1);
    }

    private void serve() throws IOException, SQLException, InterruptedException {
        requirePort();
        startDatabase();
        startServer();
        server.awaitRunning();
        StartMessage message = new StartMessage(server.uri().toString(), settings);
        if (Demo.isWanted()) {
            new Demo(DatabaseLogin.of(settings.environment()), database != null, this::say).fill();
            message = message.with(DemoData.FIRST_PATIENT);
        }
        System.out.println(message.text());
        say("The server ended by itself, with status " + server.awaitEnd() + ".");
    }

    private synchronized void startDatabase() throws IOException, SQLException {
        if (settings.hasDatabase()) {
            say("Using the database at " + settings.get("DATABASE_HOST"));
            ExternalDatabase.check(settings);
            return;
        }
        Path directory = project.resolve(".local/postgres");
        say("Starting PostgreSQL, with its data in " + directory);
        String name = RunSettings.LOCAL_DATABASE;
        database = LocalDatabase.start(directory, 0, name, name, name);
        settings = settings.with(database);
        say("PostgreSQL listens at " + database.host() + ":" + database.port());
    }

    private synchronized void startServer() throws IOException {
        if (!stopping) {
            say("Starting " + ServerKind.chosen().title() + ", which takes about ten seconds");
            server = LocalServer.start(
                    project, settings.number("SERVER_PORT"), settings.environment(), System.out::println);
        }
    }

    private void requirePort() {
        int port = settings.number("SERVER_PORT");
        if (!Ports.isFree(port)) {
            throw new LocalFailure("Port " + port + " is in use by another program: stop it, or set SERVER_PORT.");
        }
    }

    /** Stops the service whenever this program ends. Waits for a start in progress. */
    private synchronized void stop() {
        stopping = true;
        try {
            if (server != null) {
                server.close();
            }
            if (database != null) {
                database.close();
            }
        } catch (IOException | LocalFailure failure) {
            System.err.println(failure);
        }
    }

    private void say(String text) {
        if (!stopping) {
            System.out.println("[run] " + text);
        }
    }
}
