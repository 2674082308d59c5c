package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts Open Liberty with the application from {@code target}. The server's files are recreated
 * there for each start.
 *
 * @param project the project's directory
 * @param war the application
 * @param port the HTTP port, passed in the environment
 * @param tracing whether to enable traces
 * @param options additional JVM options
 */
record LibertyCommand(Path project, Path war, int port, boolean tracing, List<String> options) {
    private static final String NAME = "telemetry";

    /** The directory of the server's files, passed as WLP_USER_DIR. */
    Path files() {
        return project.resolve("target/openliberty/at-" + port);
    }

    List<String> words() throws IOException {
        Path wlp = project.resolve("target/openliberty/wlp");
        Path files = DirectoryTree.empty(files());
        Path server = Files.createDirectories(files.resolve("servers").resolve(NAME));
        Files.copy(project.resolve("server-config/openliberty/server.xml"), server.resolve("server.xml"));
        if (tracing) {
            Files.copy(project.resolve("server-config/openliberty/tracing.xml"), server.resolve("tracing.xml"));
        }
        Files.copy(
                project.resolve("target/payara/postgresql.jar"),
                Files.createDirectories(server.resolve("lib")).resolve("postgresql.jar"));
        Files.copy(war, Files.createDirectories(server.resolve("apps")).resolve("telemetry.war"));
        Path temporary = Files.createDirectories(files.resolve("tmp"));
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + wlp.resolve("lib/platform/java/java9.options"),
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-Dhealth.polaris.telemetry.alone=true",
                "-Dhealth.polaris.telemetry.stdout=true",
                // no incident files (logs/ffdc): they would contain paths with ids
                "-Dcom.ibm.ws.logging.ffdc.delegate=com.ibm.ws.logging.internal.DisabledFFDCService",
                "-Djava.io.tmpdir=" + temporary));
        words.addAll(options);
        words.addAll(List.of(
                "-javaagent:" + wlp.resolve("bin/tools/ws-javaagent.jar"),
                "-jar",
                wlp.resolve("bin/tools/ws-server.jar").toString(),
                NAME));
        return words;
    }
}
