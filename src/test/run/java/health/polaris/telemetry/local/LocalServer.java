package health.polaris.telemetry.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * The application on a server in its own process, as in production. A separate process has its own environment
 * variables, and can be stopped and killed.
 */
public final class LocalServer implements AutoCloseable {
    private static final int SECONDS_TO_STOP = 30;

    private final ServerKind kind;
    private final Process process;
    private final URI uri;
    private final HttpClient client;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private LocalServer(ServerKind kind, Process process, URI uri, HttpClient client, Consumer<String> listener) {
        this.kind = kind;
        this.process = process;
        this.uri = uri;
        this.client = client;
        this.reader = new Thread(() -> readOutput(listener), "output of the server at " + uri);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a server of the selected kind with the built application, without waiting until it is ready.
     *
     * @param project the project's directory with the built server and application
     * @param port the HTTP port
     * @param environment all environment variables; none are inherited
     * @param listener receives each line of output
     */
    public static LocalServer start(Path project, int port, Map<String, String> environment, Consumer<String> listener)
            throws IOException {
        return start(project, project.resolve("target/telemetry.war"), port, environment, listener);
    }

    /** Starts a server with another WAR. */
    public static LocalServer start(
            Path project, Path war, int port, Map<String, String> environment, Consumer<String> listener)
            throws IOException {
        ServerKind kind = ServerKind.chosen();
        Process process = kind.process(project, war, port, environment).start();
        return new LocalServer(kind, process, uri("http", port), HttpClient.newHttpClient(), listener);
    }

    /** Starts a server with the operators' start script, which sets all JVM options. */
    public static LocalServer startByScript(
            Path project, int port, Map<String, String> environment, Consumer<String> listener) throws IOException {
        ServerKind kind = ServerKind.chosen();
        Process process = script(kind, project, port, environment);
        return new LocalServer(kind, process, uri("http", port), HttpClient.newHttpClient(), listener);
    }

    /**
     * Starts a server with the operators' start script and TLS.
     *
     * @param port the port without TLS, if the environment opens it
     * @param environment includes TLS_PORT
     * @param trust trusts the server's certificate for localhost
     */
    public static LocalServer startWithTls(
            Path project, int port, Map<String, String> environment, SSLContext trust, Consumer<String> listener)
            throws IOException {
        ServerKind kind = ServerKind.chosen();
        Process process = script(kind, project, port, environment);
        HttpClient client = HttpClient.newBuilder().sslContext(trust).build();
        URI uri = uri("https", Integer.parseInt(environment.get("TLS_PORT")));
        return new LocalServer(kind, process, uri, client, listener);
    }

    private static Process script(ServerKind kind, Path project, int port, Map<String, String> environment)
            throws IOException {
        return kind.script(project, project.resolve("target/telemetry.war"), port, environment)
                .start();
    }

    private static URI uri(String scheme, int port) {
        return URI.create(scheme + "://localhost:" + port);
    }

    /** A client that trusts the server. */
    HttpClient client() {
        return client;
    }

    ServerKind kind() {
        return kind;
    }

    public URI uri() {
        return uri;
    }

    /** Waits until the application responds. Throws a {@link LocalFailure} with the reason if it does not. */
    public void awaitRunning() throws InterruptedException {
        new Startup(this).await();
    }

    /** The output of the server so far. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** The server's process. */
    public Process process() {
        return process;
    }

    /** Waits until the server has ended and its output is complete; returns the exit status. */
    public int awaitEnd() throws InterruptedException {
        int status = process.waitFor();
        reader.join(TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP)); // a child process may keep the output open
        return status;
    }

    /** Stops the server, and kills it after a time-out. */
    @Override
    public void close() {
        process.toHandle().destroy(); // Process.destroy() would close the output at once
        process.onExit()
                .completeOnTimeout(process, SECONDS_TO_STOP, TimeUnit.SECONDS)
                .thenApply(Process::destroyForcibly)
                .thenCompose(Process::onExit)
                .join();
    }

    private void readOutput(Consumer<String> listener) {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            lines.lines().forEach(line -> {
                output.add(line);
                listener.accept(line);
            });
        } catch (IOException | UncheckedIOException e) {
            listener.accept("the output of the server ends: " + e.getMessage());
        }
    }
}
