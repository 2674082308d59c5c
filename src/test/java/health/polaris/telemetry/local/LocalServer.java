package health.polaris.telemetry.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The application on a server in a process of its own, as it runs in production. A process and not a server within this
 * one, because settings are environment variables, and because it can be stopped and killed.
 */
public final class LocalServer implements AutoCloseable {
    private static final int SECONDS_TO_STOP = 30;

    private final ServerKind kind;
    private final Process process;
    private final URI uri;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private LocalServer(ServerKind kind, Process process, int port, Consumer<String> listener) {
        this.kind = kind;
        this.process = process;
        this.uri = URI.create("http://localhost:" + port);
        this.reader = new Thread(() -> readOutput(listener), "output of the server at " + port);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a server of the chosen kind with the application that Maven has built; it is not ready yet.
     *
     * @param project the project's directory, where Maven has put the server and the application
     * @param port where it listens
     * @param environment all of its environment variables: it inherits none
     * @param listener is told each line of its output
     */
    public static LocalServer start(Path project, int port, Map<String, String> environment, Consumer<String> listener)
            throws IOException {
        return start(project, project.resolve("target/telemetry.war"), port, environment, listener);
    }

    /** The same with another WAR. */
    public static LocalServer start(
            Path project, Path war, int port, Map<String, String> environment, Consumer<String> listener)
            throws IOException {
        ServerKind kind = ServerKind.chosen();
        Process process = kind.process(project, war, port, environment).start();
        return new LocalServer(kind, process, port, listener);
    }

    /** The same by the script of operators, with all that it tells the JVM. */
    public static LocalServer startByScript(
            Path project, int port, Map<String, String> environment, Consumer<String> listener) throws IOException {
        ServerKind kind = ServerKind.chosen();
        Path war = project.resolve("target/telemetry.war");
        Process process = kind.script(project, war, port, environment).start();
        return new LocalServer(kind, process, port, listener);
    }

    ServerKind kind() {
        return kind;
    }

    public URI uri() {
        return uri;
    }

    /** Waits until the application answers; otherwise it is a {@link LocalFailure} that says why it does not. */
    public void awaitRunning() throws InterruptedException {
        new Startup(this).await();
    }

    /** What the server has written so far. */
    public List<String> output() {
        return List.copyOf(output);
    }

    /** The process, to look at and to kill. */
    public Process process() {
        return process;
    }

    /** Waits for the end of the server and for the rest of its output; the answer is its exit status. */
    public int awaitEnd() throws InterruptedException {
        int status = process.waitFor();
        reader.join(
                TimeUnit.SECONDS.toMillis(SECONDS_TO_STOP)); // a process that it left behind may hold its output open
        return status;
    }

    /** Asks the server to stop and waits until it has; one that has not within half a minute is killed. */
    @Override
    public void close() {
        process.toHandle().destroy(); // Process.destroy() would cut off its last words
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
