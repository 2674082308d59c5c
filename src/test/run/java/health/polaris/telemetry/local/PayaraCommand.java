package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts Payara Micro with the application from {@code target} at the root of a port. The server's
 * files are recreated there for each start.
 *
 * @param project the project's directory
 * @param war the application
 * @param port the HTTP port
 * @param logFormat the format of the server's log, plain or json
 * @param options additional JVM options
 */
record PayaraCommand(Path project, Path war, int port, String logFormat, List<String> options) {
    List<String> words() throws IOException {
        Path payara = project.resolve("target/payara");
        Path files = DirectoryTree.empty(payara.resolve("at-" + port));
        Path temporary = DirectoryTree.empty(files.resolve("tmp"));
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-Dhealth.polaris.telemetry.alone=true",
                "-Dhealth.polaris.telemetry.stdout=true",
                // otherwise headers with non-ASCII characters, such as a phone's name, are rejected without a message
                "-Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false",
                "-Djava.io.tmpdir=" + temporary));
        words.addAll(options);
        words.addAll(List.of(
                "-jar",
                payara.resolve("payara-micro.jar").toString(),
                "--nohazelcast",
                "--disablephonehome",
                "--port",
                Integer.toString(port),
                "--contextroot",
                "/",
                "--rootdir",
                files.resolve("root").toString(),
                "--addlibs",
                payara.resolve("postgresql.jar").toString(),
                "--prebootcommandfile",
                configuration("server.asadmin"),
                "--postbootcommandfile",
                configuration("limits.asadmin"),
                "--postdeploycommandfile",
                configuration("open.asadmin"),
                "--logproperties",
                configuration("logging-" + logFormat + ".properties"),
                "--deploy",
                war.toString()));
        return words;
    }

    private String configuration(String file) {
        return project.resolve("server-config/payara").resolve(file).toString();
    }
}
