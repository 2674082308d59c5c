package health.polaris.telemetry.faults;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An application server that belongs to none of its applications, configured as docs/existing-servers.md says. */
abstract class SharedServer implements AutoCloseable {
    private static final Path COMMANDS = Path.of("target").toAbsolutePath();

    private final Map<String, String> environment;
    private final String classLoader;

    /** Creates a server with these environment variables, whose applications each have a class loader of this class. */
    SharedServer(Map<String, String> environment, String classLoader) {
        this.environment = Map.copyOf(environment);
        this.classLoader = classLoader;
    }

    /** Creates and starts the server, without the application. */
    abstract void create() throws IOException, InterruptedException;

    abstract void start() throws IOException, InterruptedException;

    abstract void stop() throws IOException, InterruptedException;

    /** Deploys a copy of the application, or deploys it anew. */
    abstract void deploy(Copy copy) throws IOException, InterruptedException;

    abstract void undeploy(Copy copy) throws IOException, InterruptedException;

    abstract URI uri();

    abstract ProcessHandle process() throws IOException;

    abstract Path logFile();

    /** The lines of the server's log with a text. */
    final List<String> log(String text) {
        try (Stream<String> lines = Files.lines(logFile())) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The number of class loaders of applications, after a garbage collection. */
    final int applicationClassLoaders() throws IOException, InterruptedException {
        String process = Long.toString(process().pid());
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        run(List.of(jcmd, process, "GC.run"));
        return run(List.of(jcmd, process, "GC.class_histogram"))
                .lines()
                .map(line -> line.strip().split(" +"))
                .filter(columns -> columns.length > 3 && columns[3].endsWith("." + classLoader))
                .mapToInt(columns -> Integer.parseInt(columns[1]))
                .sum();
    }

    /** Runs a command in the environment of the server, and returns its output. */
    final String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(COMMANDS, "command", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        String text = Files.readString(output);
        Files.delete(output);
        if (status != 0) {
            throw new IllegalStateException(command + " ended with status " + status + ": " + text);
        }
        return text;
    }

    /** Stops the server if it still runs. */
    @Override
    public final void close() throws IOException {
        ProcessHandle process = process();
        try {
            stop();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A copy of the application: its name and its context root. */
    record Copy(String name, String contextRoot) {}
}
