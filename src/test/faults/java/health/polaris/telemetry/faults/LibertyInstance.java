package health.polaris.telemetry.faults;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server of Open Liberty that deploys what it finds, and undeploys what it misses. */
final class LibertyInstance extends SharedServer {
    private static final String NAME = "shared";
    private static final Path WAR = Path.of("target/telemetry.war").toAbsolutePath();
    private static final Path COMMAND =
            Path.of("target/openliberty/wlp/bin/server").toAbsolutePath();
    private static final Path FILES = Path.of("target/openliberty/shared").toAbsolutePath();
    private static final Path SERVER = FILES.resolve("servers").resolve(NAME);

    /** Messages that an application was started, or started again. */
    private static final List<String> STARTED = List.of("CWWKZ0001I", "CWWKZ0003I");

    private static final List<String> STOPPED = List.of("CWWKZ0009I");
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final int port;
    private final List<Copy> copies;

    LibertyInstance(Map<String, String> environment, List<Copy> copies) throws IOException {
        super(with(environment, "WLP_USER_DIR", FILES.toString()), "AppClassLoader");
        this.port = Ports.orAnyFree(0);
        this.copies = copies;
    }

    private static Map<String, String> with(Map<String, String> environment, String name, String value) {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put(name, value);
        return variables;
    }

    @Override
    void create() throws IOException, InterruptedException {
        DirectoryTree.empty(FILES);
        Files.createDirectories(SERVER.resolve("apps"));
        Files.createDirectories(SERVER.resolve("lib"));
        Files.copy(Path.of("target/payara/postgresql.jar"), SERVER.resolve("lib/postgresql.jar"));
        Files.copy(Path.of("server-config/openliberty/server.xml"), SERVER.resolve("telemetry.xml"));
        Files.writeString(SERVER.resolve("jvm.options"), """
                -Duser.timezone=UTC
                -Dcom.ibm.ws.logging.ffdc.delegate=com.ibm.ws.logging.internal.DisabledFFDCService
                """);
        StringBuilder applications = new StringBuilder();
        for (Copy copy : copies) {
            applications.append("<webApplication id='%s' location='%s.war' contextRoot='%s'/>%n"
                    .formatted(copy.name(), copy.name(), copy.contextRoot()));
        }
        Files.writeString(SERVER.resolve("server.xml"), """
                <server>
                  <httpEndpoint id="defaultHttpEndpoint" httpPort="%s" httpsPort="-1"/>
                  <logging consoleLogLevel="INFO" hideMessage="CWWJP9991W"/>
                  <executor/>
                  <applicationMonitor updateTrigger="polled"/>
                  %s
                  <include location="telemetry.xml" onConflict="IGNORE"/>
                </server>
                """.formatted(port, applications));
        start();
    }

    @Override
    void start() throws IOException, InterruptedException {
        run(List.of(COMMAND.toString(), "start", NAME));
    }

    @Override
    void stop() throws IOException, InterruptedException {
        run(List.of(COMMAND.toString(), "stop", NAME));
    }

    @Override
    void deploy(Copy copy) throws IOException {
        Path war = SERVER.resolve("apps").resolve(copy.name() + ".war");
        long before = reports(STARTED, copy);
        Path complete = SERVER.resolve(copy.name() + ".war");
        Files.copy(WAR, complete, StandardCopyOption.REPLACE_EXISTING);
        Files.move(complete, war, StandardCopyOption.ATOMIC_MOVE);
        Await.until(() -> reports(STARTED, copy) > before, TIMEOUT);
    }

    @Override
    void undeploy(Copy copy) throws IOException {
        long before = reports(STOPPED, copy);
        Files.delete(SERVER.resolve("apps").resolve(copy.name() + ".war"));
        Await.until(() -> reports(STOPPED, copy) > before, TIMEOUT);
    }

    private long reports(List<String> messages, Copy copy) {
        return messages.stream()
                .flatMap(message -> log(message).stream())
                .filter(line -> line.contains(" " + copy.name() + " "))
                .count();
    }

    @Override
    URI uri() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    ProcessHandle process() throws IOException {
        String id = Files.readString(FILES.resolve("servers/.pid").resolve(NAME + ".pid"));
        return ProcessHandle.of(Long.parseLong(id.strip())).orElseThrow();
    }

    @Override
    Path logFile() {
        return SERVER.resolve("logs/messages.log");
    }
}
