package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.local.LocalFailure;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets from files, and a change of the platform's key. Each test starts its own server with the start script. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SecretIT {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final String CURRENT = "the current key, with é and ${env.HOME}";
    private static final String PREVIOUS = "the previous key of the platform, which is valid for a while";
    private static final String OTHER = "a key that is neither of the two";

    @TempDir
    private Path secrets;

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final String person = UUID.randomUUID().toString();
    private LocalServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * The key, the previous key and the password of the database are read from files. Tokens signed with either key are
     * valid. No secret is in the command line of a process or in the log.
     */
    @Test
    void secretsAreReadFromFiles() throws Exception {
        String password = environment.get("DATABASE_PASSWORD");
        putFile("HS_KEY", CURRENT);
        putFile("HS_KEY_PREVIOUS", PREVIOUS);
        putFile("DATABASE_PASSWORD", password);
        start();
        server.awaitRunning();

        assertThat(statusWith(CURRENT)).isEqualTo(200);
        assertThat(statusWith(PREVIOUS)).isEqualTo(200);
        assertThat(statusWith(OTHER)).isEqualTo(401);
        assertThat(server.output()).anyMatch(line -> line.contains("HS_KEY_PREVIOUS is set"));
        String visible = String.join("\n", server.output()) + "\n" + commandLine();
        assertThat(visible).contains("-Duser.timezone=UTC").doesNotContain(CURRENT, PREVIOUS, password);
    }

    /** Each unusable file and each contradiction ends the process with one log line. */
    @Test
    void unusableFilesEndTheProcess() throws Exception {
        environment.remove("HS_KEY");
        environment.put("HS_KEY_FILE", OTHER);
        putFile("HS_KEY_PREVIOUS", "");
        environment.put("DATABASE_PASSWORD_FILE", file("DATABASE_PASSWORD", OTHER));
        start();

        assertThatThrownBy(server::awaitRunning).isInstanceOf(LocalFailure.class);
        assertThat(server.awaitEnd()).isEqualTo(1);
        assertThat(server.output())
                .anyMatch(line -> line.contains("HS_KEY_FILE must name a file"))
                .anyMatch(line -> line.contains("HS_KEY_PREVIOUS_FILE names an empty file"))
                .anyMatch(line -> line.contains("DATABASE_PASSWORD and DATABASE_PASSWORD_FILE are both set"))
                .noneMatch(line -> line.contains(OTHER));
    }

    private void putFile(String name, String value) throws IOException {
        environment.remove(name);
        environment.put(name + "_FILE", file(name, value));
    }

    private String file(String name, String value) throws IOException {
        return Files.writeString(secrets.resolve(name), value + "\n").toString();
    }

    private void start() throws IOException {
        server = LocalServer.startByScript(
                Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
    }

    private String commandLine() {
        return server.process().toHandle().info().commandLine().orElseThrow();
    }

    private int statusWith(String key) {
        return Client.bearing(Tokens.patient(person).key(key))
                .at(server.uri())
                .post(KIND.path(person), KIND.body())
                .status();
    }
}
