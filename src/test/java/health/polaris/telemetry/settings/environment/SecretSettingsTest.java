package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys in use and before, and secrets in files. */
class SecretSettingsTest {
    @TempDir
    private Path files;

    private final TestVariables settings = new TestVariables();

    /** During a change of keys the previous key is accepted as well. The same rules apply to it. */
    @Test
    void previousKeyIsAcceptedAsWell() {
        settings.put("HS_KEY_PREVIOUS", "the previous key of thirty-two bytes");
        assertThat(settings.read().platform().secrets())
                .containsExactly(TestVariables.KEY, "the previous key of thirty-two bytes");

        settings.put("HS_KEY_PREVIOUS", " ");
        assertThat(settings.read().platform().secrets()).containsExactly(TestVariables.KEY);

        settings.put("HS_KEY_PREVIOUS", "secret");
        assertThatThrownBy(settings::read).hasMessageStartingWith("HS_KEY_PREVIOUS is shorter than 32 bytes");

        settings.put("HS_KEY_PREVIOUS", TestVariables.KEY);
        assertThatThrownBy(settings::read).hasMessageStartingWith("HS_KEY_PREVIOUS must differ from HS_KEY");

        settings.put("HS_KEY_PREVIOUS", "secret");
        settings.put("ENVIRONMENT", "STAGING");
        settings.put("ALLOW_DROP_DATA", "true");
        assertThatThrownBy(settings::read).hasMessageStartingWith("ALLOW_DROP_DATA must not be true with an HS_KEY");
    }

    /** A key may be in a file. Its final line break is not part of the key, other white space is. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n"})
    void keyIsReadFromAFile(String end) throws IOException {
        settings.put("HS_KEY", "");
        settings.put("HS_KEY_FILE", file("  ${key} of thirty-two bytes\n\nin UTF-8 é " + end));

        assertThat(settings.read().platform().secrets()).containsExactly("  ${key} of thirty-two bytes\n\nin UTF-8 é ");
    }

    /** A file without a readable value, and two values for one setting, stop the start. The value is not in the message. */
    @Test
    void unusableFileStopsTheStart() throws IOException {
        settings.remove("HS_KEY");
        for (String path : List.of("a key that was set with a wrong name", "a\0b", files.toString(), latin1())) {
            settings.put("HS_KEY_FILE", path);
            assertThatThrownBy(settings::read)
                    .hasMessage("HS_KEY_FILE must name a file in UTF-8 that the service can read.");
        }
        for (String blank : List.of("", "\n", " \r\n")) {
            settings.put("HS_KEY_FILE", file(blank));
            assertThatThrownBy(settings::read).hasMessage("HS_KEY_FILE names an empty file: write the value into it.");
        }

        settings.put("HS_KEY", TestVariables.KEY);
        settings.put("HS_KEY_FILE", file(TestVariables.KEY));
        assertThatThrownBy(settings::read).hasMessage("HS_KEY and HS_KEY_FILE are both set: unset one.");
    }

    /** The start script replaces a file by the variable, because the server reads only settings. */
    @Test
    void fileThatTheServerHasNotReadStopsTheStart() throws IOException {
        settings.put("DATABASE_PASSWORD_FILE", file("secret"));
        assertThatThrownBy(settings::read)
                .hasMessage("DATABASE_PASSWORD and DATABASE_PASSWORD_FILE are both set: unset one.");

        settings.remove("DATABASE_PASSWORD");
        assertThatThrownBy(settings::read)
                .hasMessage("DATABASE_PASSWORD_FILE has no effect without start.sh: start the server with it, or set"
                        + " DATABASE_PASSWORD.");

        settings.put("DATABASE_PASSWORD_FILE", file(""));
        assertThatThrownBy(settings::read)
                .hasMessage("DATABASE_PASSWORD_FILE names an empty file: write the value into it.");
    }

    private String file(String content) throws IOException {
        return Files.writeString(files.resolve("secret"), content).toString();
    }

    private String latin1() throws IOException {
        return Files.write(
                        files.resolve("latin1"), TestVariables.KEY.concat("é").getBytes(StandardCharsets.ISO_8859_1))
                .toString();
    }
}
