package health.polaris.telemetry.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A domain of Payara Server, configured as docs/operations.md says for a server with other applications. */
final class PayaraDomain implements AutoCloseable {
    private static final String NAME = "telemetry";
    private static final Path HOME = Path.of("target/payara-server").toAbsolutePath();
    private static final Path DOMAINS = HOME.resolve("domains");
    private static final Path WAR = Path.of("target/telemetry.war").toAbsolutePath();

    private final Map<String, String> environment;

    /** The domain's ports are this one and the next hundred. */
    private final int firstPort;

    PayaraDomain(Map<String, String> environment) {
        this.environment = environment;
        this.firstPort = firstOfFreePorts();
    }

    /** Creates and starts the domain. */
    void create() throws IOException, InterruptedException {
        DirectoryTree.empty(DOMAINS);
        asadmin(
                "create-domain",
                "--nopassword",
                "--domaindir",
                DOMAINS.toString(),
                "--portbase",
                text(firstPort),
                NAME);
        start();
        String commands = Files.readString(Path.of("server-config/payara/domain.asadmin"))
                .replace(
                        "common postgresql.jar",
                        "common " + Path.of("target/payara/postgresql.jar").toAbsolutePath())
                .replace("create-jvm-options -Dhealth.polaris.telemetry.alone=true", "");
        Path file = Files.writeString(DOMAINS.resolve("shared.asadmin"), commands, UTF_8);
        String result = asadmin("multimode", "--file", file.toString());
        if (result.contains("failed")) {
            throw new IllegalStateException(result);
        }
        stop();
        start();
    }

    void start() throws IOException, InterruptedException {
        asadmin("start-domain", "--domaindir", DOMAINS.toString(), NAME);
    }

    private void stop() throws IOException, InterruptedException {
        asadmin("stop-domain", "--domaindir", DOMAINS.toString(), NAME);
    }

    /** Deploys a copy of the application, or deploys it anew. */
    void deploy(String name, String contextRoot) throws IOException, InterruptedException {
        asadmin("deploy", "--force", "--name", name, "--contextroot", contextRoot, WAR.toString());
    }

    void undeploy(String name) throws IOException, InterruptedException {
        asadmin("undeploy", name);
    }

    URI uri() {
        return URI.create("http://localhost:" + (firstPort + 80));
    }

    ProcessHandle process() throws IOException {
        String id = Files.readString(DOMAINS.resolve(NAME).resolve("config/pid"));
        return ProcessHandle.of(Long.parseLong(id.strip())).orElseThrow();
    }

    /** The lines of the server's log with a text. */
    List<String> log(String text) {
        try (Stream<String> lines = Files.lines(DOMAINS.resolve(NAME).resolve("logs/server.log"))) {
            return lines.filter(line -> line.contains(text)).toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The number of class loaders of applications, after a garbage collection. */
    int applicationClassLoaders() throws IOException, InterruptedException {
        String process = Long.toString(process().pid());
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        run(List.of(jcmd.toString(), process, "GC.run"));
        return run(List.of(jcmd.toString(), process, "GC.class_histogram"))
                .lines()
                .map(line -> line.strip().split(" +"))
                .filter(columns -> columns.length > 3 && columns[3].endsWith(".WebappClassLoader"))
                .mapToInt(columns -> Integer.parseInt(columns[1]))
                .sum();
    }

    private String asadmin(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("payara6/bin/asadmin").toString());
        if (!words[0].endsWith("-domain")) {
            command.addAll(List.of("--port", text(firstPort + 48)));
        }
        command.addAll(List.of(words));
        return run(command);
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(HOME, "command", ".log");
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

    /** A hundred ports below those of outgoing connections. */
    private static int firstOfFreePorts() {
        return IntStream.range(200, 320)
                .map(hundred -> hundred * 100)
                .filter(first -> IntStream.range(first, first + 100).allMatch(Ports::isFree))
                .findFirst()
                .orElseThrow();
    }

    private static String text(int number) {
        return Integer.toString(number);
    }

    /** Stops the domain if it still runs. */
    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            ProcessHandle.allProcesses()
                    .filter(process -> process.info().commandLine().orElse("").contains(DOMAINS.toString()))
                    .forEach(ProcessHandle::destroyForcibly);
        }
    }
}
