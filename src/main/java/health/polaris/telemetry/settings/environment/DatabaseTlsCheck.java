package health.polaris.telemetry.settings.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * Checks the settings for TLS between the server and the database. The server reads them itself, and the PostgreSQL driver reads
 * the files at the first connection.
 */
class DatabaseTlsCheck {
    private static final String MODE = "DATABASE_SSLMODE";
    private static final String ROOT = "DATABASE_SSLROOTCERT";
    private static final String CERTIFICATE = "DATABASE_SSLCERT";
    private static final String KEY = "DATABASE_SSLKEY";

    static final List<String> NAMES = List.of(MODE, ROOT, CERTIFICATE, KEY);

    private static final List<String> MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private final Variables variables;

    DatabaseTlsCheck(Variables variables) {
        this.variables = variables;
    }

    void run() {
        String mode = variables.text(MODE).orElse("prefer");
        if (!MODES.contains(mode)) {
            variables.addError(MODE + " must be one of " + String.join(", ", MODES) + ".");
            return;
        }
        checkRoot(mode);
        checkClient(mode);
    }

    private void checkRoot(String mode) {
        boolean verifies = mode.startsWith("verify-");
        Optional<String> root = variables.text(ROOT);
        if (verifies && root.isEmpty()) {
            variables.addError(ROOT + " is missing: set it, because " + MODE + " is " + mode + ".");
        } else if (!verifies && root.isPresent()) {
            variables.addError(ROOT + " has no effect if " + MODE + " is " + mode
                    + ": use verify-full or verify-ca, or unset it.");
        } else {
            root.ifPresent(path -> certificates(ROOT, path));
        }
    }

    private void checkClient(String mode) {
        Optional<String> certificate = variables.text(CERTIFICATE);
        Optional<String> key = variables.text(KEY);
        if (certificate.isPresent() != key.isPresent()) {
            variables.addError(CERTIFICATE + " and " + KEY + " must both be set, or neither.");
        } else if (certificate.isPresent() && mode.equals("disable")) {
            variables.addError(CERTIFICATE + " has no effect if " + MODE + " is disable: unset it.");
        } else if (certificate.isPresent()) {
            certificates(CERTIFICATE, certificate.get()).stream()
                    .findFirst()
                    .ifPresent(first -> checkKey(key.orElseThrow(), first.getPublicKey()));
        }
    }

    /** The certificates of a file; none after an error. */
    private List<X509Certificate> certificates(String name, String path) {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(file).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
            variables.addError(name + " names a file without certificates.");
        } catch (IOException | InvalidPathException | CertificateException unreadable) {
            variables.addError(name + " must name a file with certificates in PEM that the service can read.");
        }
        return List.of();
    }

    private void checkKey(String path, PublicKey certified) {
        try {
            KeyFactory.getInstance(certified.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(path))));
        } catch (IOException | InvalidPathException | GeneralSecurityException unreadable) {
            variables.addError(KEY + " must name a file that the service can read, with the key of " + CERTIFICATE
                    + " in DER without a passphrase: convert it with openssl pkcs8 -topk8 -nocrypt -outform DER.");
        }
    }
}
