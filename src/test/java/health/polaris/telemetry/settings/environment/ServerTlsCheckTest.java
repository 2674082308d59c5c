package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.contract.CertificateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings for TLS between clients and the server. */
class ServerTlsCheckTest {
    private static final String PASSWORD = "the password of the key store";

    @TempDir
    private static Path files;

    private static String oneKey;
    private static String twoKeys;
    private static String noKey;

    private final TestVariables settings = new TestVariables();

    @BeforeAll
    static void createKeyStores() throws Exception {
        CertificateAuthority authority = new CertificateAuthority(files.resolve("authority"));
        authority.issue("one");
        authority.issue("two");
        oneKey = authority.keyStore(PASSWORD, "one").toString();
        twoKeys = authority.keyStore(PASSWORD, "one", "two").toString();
        noKey = authority.keyStore(PASSWORD).toString();
    }

    @BeforeEach
    void useOneKey() {
        settings.put("KEY_STORE", oneKey);
        settings.put("KEY_STORE_PASSWORD", PASSWORD);
    }

    @ParameterizedTest
    @CsvSource({"TLS_PORT,8444", "KEY_ALIAS,one", "ALLOW_HTTP,true"})
    void settingIsAccepted(String name, String value) {
        settings.put(name, value);

        assertThat(settings.read()).isEqualTo(new TestVariables().read());
    }

    @Test
    void aliasChoosesOneOfSeveralKeys() {
        settings.put("KEY_STORE", twoKeys);
        assertThatThrownBy(settings::read).hasMessageStartingWith("KEY_ALIAS is missing");

        settings.put("KEY_ALIAS", "two");
        assertThat(settings.read()).isEqualTo(new TestVariables().read());
    }

    @ParameterizedTest
    @CsvSource({
        "KEY_STORE_PASSWORD,wrong,KEY_STORE_PASSWORD is not the password of KEY_STORE.",
        "KEY_STORE_PASSWORD,,KEY_STORE_PASSWORD is missing: set this environment variable.",
        "KEY_STORE,,'KEY_STORE is missing: set it, or unset KEY_STORE_PASSWORD and KEY_ALIAS.'",
        "KEY_STORE,/missing,KEY_STORE must name a PKCS #12 file that the service can read.",
        "KEY_ALIAS,three,KEY_ALIAS names no key in KEY_STORE.",
        "TLS_PORT,0,TLS_PORT must be a whole number from 1 to 65535.",
        "ALLOW_HTTP,yes,ALLOW_HTTP must be true or false."
    })
    void wrongSettingStopsTheStart(String name, String value, String message) {
        settings.put(name, value == null ? "" : value);

        assertThatThrownBy(settings::read).hasMessage(message);
    }

    @Test
    void keyStoreOfAnotherTypeStopsTheStart() throws Exception {
        settings.put(
                "KEY_STORE",
                Files.writeString(files.resolve("text"), "not a key store").toString());

        assertThatThrownBy(settings::read).hasMessageStartingWith("KEY_STORE must name a PKCS #12 file");
    }

    @Test
    void keyStoreWithoutAKeyStopsTheStart() {
        settings.put("KEY_STORE", noKey);

        assertThatThrownBy(settings::read).hasMessage("KEY_STORE contains no key.");
    }

    @Test
    void portsMustDiffer() {
        settings.put("TLS_PORT", "5000");
        assertThat(settings.read()).isEqualTo(new TestVariables().read());

        settings.put("ALLOW_HTTP", "true");
        assertThatThrownBy(settings::read).hasMessageStartingWith("TLS_PORT and SERVER_PORT must be different");
    }

    /** The server would replace references in the password. */
    @ParameterizedTest
    @ValueSource(strings = {"{xor}Lz4sLCgwLTs=", "a${env.HOME}b", " a"})
    void passwordThatTheServerReadsDifferentlyStopsTheStart(String password) {
        settings.put("KEY_STORE_PASSWORD", password);

        assertThatThrownBy(settings::read).hasMessageContaining("KEY_STORE_PASSWORD");
    }
}
