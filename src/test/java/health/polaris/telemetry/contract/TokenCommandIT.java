package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that makes tokens for systems that are not in production. */
class TokenCommandIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final Map<String, String> TEST_SYSTEM =
            Map.of("ENVIRONMENT", "TEST", "HS_KEY", System.getenv("HS_KEY"), "PROXY_URL", System.getenv("PROXY_URL"));

    private final String person = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    /** A patient's token may write the patient's own records; a clinician's token the clinician's own. */
    @ParameterizedTest
    @CsvSource({"patient, PATIENT_INSTALLATION", "clinician, CLINICIAN_INSTALLATION"})
    void ownersWriteTheirRecords(String role, RecordKind kind) throws Exception {
        Client owner = Client.bearing(run(TEST_SYSTEM, role, person).token());

        assertThat(owner.post(kind.path(person), kind.body()).status()).isEqualTo(200);
        assertThat(owner.post(kind.path(UUID.randomUUID().toString()), kind.body())
                        .status())
                .isEqualTo(403);
        assertThat(owner.get("/dhos/v1/installation").status()).isEqualTo(403);
    }

    /** Tokens of support staff and systems may read the records of all people, and write none. */
    @ParameterizedTest
    @CsvSource({"support", "system"})
    void supportReadsAllRecords(String role) throws Exception {
        Client support = Client.bearing(
                run(TEST_SYSTEM, role, "Zoë \"the\" helper", "24").token());

        assertThat(support.get("/dhos/v1/installation").status()).isEqualTo(200);
        assertThat(support.get(KIND.path(person)).status()).isEqualTo(200);
        assertThat(support.post(KIND.path(person), KIND.body()).status()).isEqualTo(403);
    }

    /** Only a system may empty the tables of a test system. */
    @Test
    void onlySystemsAreSystems() throws Exception {
        assertThat(Client.bearing(run(TEST_SYSTEM, "support", "me").token())
                        .call("POST", "/drop_data")
                        .status())
                .isEqualTo(403);
    }

    /** The key may be in a file. */
    @Test
    void keyMayBeInAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), System.getenv("HS_KEY") + "\n");
        Map<String, String> environment = Map.of(
                "ENVIRONMENT", "TEST", "HS_KEY_FILE", file.toString(), "PROXY_URL", System.getenv("PROXY_URL") + "/");

        Client support = Client.bearing(run(environment, "support", "me").token());

        assertThat(support.get("/dhos/v1/installation").status()).isEqualTo(200);
    }

    /** Production, missing settings and invalid arguments are rejected, with the reason and without a token. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PRODUCTION | k |   | support x     | ENVIRONMENT must be one of DEMO",
                "''         | k |   | support x     | ENVIRONMENT must be one of DEMO",
                "TEST       | ''| u | support x     | HS_KEY is not set",
                "TEST       | k | ''| support x     | PROXY_URL is not set",
                "TEST       | k | u | admin x       | The role must be support, system, patient or clinician, not admin.",
                "TEST       | k | u | support x 25  | The number of hours must be 1 to 24, not 25.",
                "TEST       | k | u | support x 1h  | The number of hours must be 1 to 24, not 1h.",
                "TEST       | k | u | support       | Usage:"
            })
    void otherUsesAreRejected(String environment, String key, String platform, String arguments, String message)
            throws Exception {
        Map<String, String> variables = Map.of(
                "ENVIRONMENT",
                environment,
                "HS_KEY",
                key,
                "PROXY_URL",
                platform == null ? "http://localhost" : platform);

        Result result = run(variables, arguments.split(" ", -1));

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.error()).startsWith(message);
    }

    private Result run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path error = folder.resolve("error");
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "deploy/Token.java"));
        words.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(words).redirectError(error.toFile());
        command.environment().clear();
        command.environment().put("LC_ALL", "C.UTF-8");
        command.environment().putAll(environment);
        Process process = command.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), output, Files.readString(error));
    }

    private record Result(int status, String output, String error) {
        String token() {
            assertThat(error).isEmpty();
            assertThat(status).isZero();
            return output.strip();
        }
    }
}
