package health.polaris.telemetry.faults;

import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A domain of Payara Server. */
final class PayaraDomain extends SharedServer {
    private static final String NAME = "telemetry";
    private static final Path HOME = Path.of("target/payara-server").toAbsolutePath();
    private static final Path DOMAINS = HOME.resolve("domains");
    private static final Path WAR = Path.of("target/telemetry.war").toAbsolutePath();
    private static final Path DRIVER = Path.of("target/payara/postgresql.jar").toAbsolutePath();

    /** The domain's ports are this one and the next hundred. */
    private final int firstPort;

    PayaraDomain(Map<String, String> environment) {
        super(environment, "WebappClassLoader");
        this.firstPort = firstOfFreePorts();
    }

    @Override
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
                .replace("common postgresql.jar", "common " + DRIVER);
        Path file = Files.writeString(DOMAINS.resolve("domain.asadmin"), commands);
        String result = asadmin("multimode", "--file", file.toString());
        if (result.contains("failed")) {
            throw new IllegalStateException(result);
        }
        stop();
        start();
    }

    @Override
    void start() throws IOException, InterruptedException {
        asadmin("start-domain", "--domaindir", DOMAINS.toString(), NAME);
    }

    @Override
    void stop() throws IOException, InterruptedException {
        asadmin("stop-domain", "--domaindir", DOMAINS.toString(), NAME);
    }

    @Override
    void deploy(Copy copy) throws IOException, InterruptedException {
        asadmin("deploy", "--force", "--name", copy.name(), "--contextroot", copy.contextRoot(), WAR.toString());
    }

    @Override
    void undeploy(Copy copy) throws IOException, InterruptedException {
        asadmin("undeploy", copy.name());
    }

    @Override
    URI uri() {
        return URI.create("http://localhost:" + (firstPort + 80));
    }

    @Override
    ProcessHandle process() throws IOException {
        String id = Files.readString(DOMAINS.resolve(NAME).resolve("config/pid"));
        return ProcessHandle.of(Long.parseLong(id.strip())).orElseThrow();
    }

    @Override
    Path logFile() {
        return DOMAINS.resolve(NAME).resolve("logs/server.log");
    }

    private String asadmin(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(installation().resolve("bin/asadmin").toString());
        if (!words[0].endsWith("-domain")) {
            command.addAll(List.of("--port", text(firstPort + 48)));
        }
        command.addAll(List.of(words));
        return run(command);
    }

    /** The unpacked distribution, whose directory is named after the major version. */
    private static Path installation() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(HOME, "payara*")) {
            return found.iterator().next();
        }
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
}
