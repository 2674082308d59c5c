package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * How Payara Micro is started to serve the application at the root of a port, from what Maven has put under {@code target}.
 * Whatever the server writes stays there, and starts anew each time.
 *
 * @param project the project's directory
 * @param war the application
 * @param port where it listens
 * @param logFormat how it writes its own log, plain or json
 */
record PayaraCommand(Path project, Path war, int port, String logFormat) {
    List<String> words() throws IOException {
        Path payara = project.resolve("target/payara");
        Path files = DirectoryTree.empty(payara.resolve("at-" + port));
        Path temporary = DirectoryTree.empty(files.resolve("tmp"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-Dhealth.polaris.telemetry.alone=true",
                // or a header with an accented letter, such as a phone's name, is refused without a word
                "-Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false",
                "-Djava.io.tmpdir=" + temporary,
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
                war.toString());
    }

    private String configuration(String file) {
        return project.resolve("server-config/payara").resolve(file).toString();
    }
}
