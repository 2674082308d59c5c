package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.contract.CertificateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings for TLS between the server and the database. */
class DatabaseTlsCheckTest {
    @TempDir
    private static Path files;

    private static String root;
    private static String certificate;
    private static String key;
    private static String pemKey;

    private final TestVariables settings = new TestVariables();

    @BeforeAll
    static void createFiles() throws Exception {
        CertificateAuthority authority = new CertificateAuthority(files.resolve("authority"));
        authority.issue("client");
        root = authority.certificate().toString();
        certificate = authority.pem("client").toString();
        key = authority.derKey("client").toString();
        pemKey = authority.pemKey("client").toString();
        Files.writeString(files.resolve("empty"), "");
    }

    /** Each mode of the driver is accepted; those that verify need a root certificate. */
    @ParameterizedTest
    @CsvSource({"disable,", "allow,", "prefer,", "require,", "verify-ca,root", "verify-full,root"})
    void modeIsAccepted(String mode, String needsRoot) {
        settings.put("DATABASE_SSLMODE", mode);
        if (needsRoot != null) {
            assertThatThrownBy(settings::read).hasMessageStartingWith("DATABASE_SSLROOTCERT is missing");
            settings.put("DATABASE_SSLROOTCERT", root);
        }

        assertThat(settings.read()).isEqualTo(new TestVariables().read());
    }

    @Test
    void clientCertificateWithItsKeyIsAccepted() {
        settings.put("DATABASE_SSLMODE", "require");
        settings.put("DATABASE_SSLCERT", certificate);
        settings.put("DATABASE_SSLKEY", key);

        assertThat(settings.read()).isEqualTo(new TestVariables().read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "VERIFY-FULL", "verify"})
    void unknownModeStopsTheStart(String mode) {
        settings.put("DATABASE_SSLMODE", mode);

        assertThatThrownBy(settings::read)
                .hasMessage("DATABASE_SSLMODE must be one of disable, allow, prefer, require, verify-ca, verify-full.");
    }

    /** A root certificate that would not be used gives a false sense of security. */
    @ParameterizedTest
    @ValueSource(strings = {"", "prefer", "require"})
    void rootCertificateWithoutVerificationStopsTheStart(String mode) {
        settings.put("DATABASE_SSLMODE", mode);
        settings.put("DATABASE_SSLROOTCERT", root);

        assertThatThrownBy(settings::read).hasMessageStartingWith("DATABASE_SSLROOTCERT has no effect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "authority", "\0"})
    void unusableRootCertificateStopsTheStart(String file) {
        settings.put("DATABASE_SSLMODE", "verify-full");
        settings.put("DATABASE_SSLROOTCERT", files + "/" + file);

        assertThatThrownBy(settings::read).hasMessageMatching("DATABASE_SSLROOTCERT (must name|names) a file with.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DATABASE_SSLCERT", "DATABASE_SSLKEY"})
    void certificateAndKeyMustBothBeSet(String name) {
        settings.put(name, certificate);

        assertThatThrownBy(settings::read)
                .hasMessage("DATABASE_SSLCERT and DATABASE_SSLKEY must both be set, or neither.");
    }

    @Test
    void clientCertificateWithoutTlsStopsTheStart() {
        settings.put("DATABASE_SSLMODE", "disable");
        settings.put("DATABASE_SSLCERT", certificate);
        settings.put("DATABASE_SSLKEY", key);

        assertThatThrownBy(settings::read).hasMessageStartingWith("DATABASE_SSLCERT has no effect");
    }

    /** The driver cannot read keys of every kind in PEM. */
    @Test
    void keyThatTheDriverCannotReadStopsTheStart() {
        settings.put("DATABASE_SSLCERT", certificate);
        settings.put("DATABASE_SSLKEY", pemKey);

        assertThatThrownBy(settings::read)
                .hasMessageStartingWith("DATABASE_SSLKEY must name a file")
                .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -outform DER");
    }

    /** The server would replace references in a path. */
    @Test
    void pathThatTheServerReadsDifferentlyStopsTheStart() {
        settings.put("DATABASE_SSLMODE", "verify-full");
        settings.put("DATABASE_SSLROOTCERT", root + " ");

        assertThatThrownBy(settings::read).hasMessageContaining("DATABASE_SSLROOTCERT has white space");
    }
}
