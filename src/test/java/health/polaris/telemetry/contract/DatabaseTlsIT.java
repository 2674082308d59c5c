package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalFailure;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS between the server and a PostgreSQL that accepts the service only with TLS and a certificate. Each test starts its own
 * server.
 */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DatabaseTlsIT {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final String HOST = "database";
    private static final String CLIENT = "service";

    @TempDir
    private static Path files;

    private static LocalDatabase database;
    private static CertificateAuthority authority;

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private LocalServer server;

    @BeforeAll
    static void createDatabase() throws Exception {
        Map<String, String> variables = System.getenv();
        database = LocalDatabase.throwAway(
                Path.of("target/test-database-with-tls").toAbsolutePath(),
                0,
                variables.get("DATABASE_NAME"),
                variables.get("DATABASE_USER"),
                variables.get("DATABASE_PASSWORD"));
        authority = new CertificateAuthority(files.resolve("authority"));
        authority.issue(CLIENT);
    }

    @AfterAll
    static void removeDatabase() throws IOException {
        database.close();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** With a good certificate, both data sources connect, verify the server and show the client's certificate. */
    @Test
    void serviceVerifiesTheDatabaseAndShowsItsCertificate() throws Exception {
        authority.issue(HOST);
        useTlsOf(authority, HOST);
        start("verify-full");
        server.awaitRunning();

        String person = UUID.randomUUID().toString();
        Client owner = Client.bearing(Tokens.patient(person).signed()).at(server.uri());
        assertThat(owner.post(KIND.path(person), KIND.body()).status()).isEqualTo(200);
        Client support = Client.bearing(Tokens.system().signed()).at(server.uri());
        assertThat(support.get("/dhos/v1/installation").status()).isEqualTo(200);
    }

    /** A certificate of another authority ends the process. */
    @Test
    void certificateOfAnotherAuthorityEndsTheProcess() throws Exception {
        CertificateAuthority other = new CertificateAuthority(files.resolve("other"));
        other.issue(HOST);
        useTlsOf(other, HOST);
        start("verify-ca");

        assertThat(reasonOfTheEnd())
                .contains("SSL error")
                .contains("no certificate in DATABASE_SSLROOTCERT has issued the certificate of the database");
    }

    /** An expired certificate ends the process. */
    @Test
    void expiredCertificateEndsTheProcess() throws Exception {
        authority.issueExpired("expired");
        useTlsOf(authority, "expired");
        start("verify-ca");

        assertThat(reasonOfTheEnd()).contains("SSL error").contains("the certificate of the database has expired");
    }

    /** A certificate for another host ends the process. */
    @Test
    void certificateOfAnotherHostEndsTheProcess() throws Exception {
        authority.issueWithoutAddress("elsewhere");
        useTlsOf(authority, "elsewhere");
        start("verify-full");

        assertThat(reasonOfTheEnd()).contains("The hostname 127.0.0.1 could not be verified");
    }

    /** A database without TLS ends the process if TLS is required. */
    @Test
    void databaseWithoutTlsEndsTheProcess() throws Exception {
        database.restartWithoutTls();
        start("require");

        assertThat(reasonOfTheEnd()).contains("The server does not support SSL");
    }

    private static void useTlsOf(CertificateAuthority issuer, String host) throws Exception {
        database.restartWithTls(
                System.getenv("DATABASE_NAME"), issuer.pem(host), issuer.pemKey(host), authority.certificate());
    }

    private void start(String mode) throws Exception {
        environment.put("DATABASE_HOST", database.host());
        environment.put("DATABASE_PORT", Integer.toString(database.port()));
        environment.put("DATABASE_START_TIMEOUT_SECONDS", "0");
        environment.put("DATABASE_CONNECT_TIMEOUT_SECONDS", "30"); // the first handshake of a JVM is slow
        environment.put("DATABASE_SSLMODE", mode);
        if (mode.startsWith("verify")) {
            environment.put("DATABASE_SSLROOTCERT", authority.certificate().toString());
            environment.put("DATABASE_SSLCERT", authority.pem(CLIENT).toString());
            environment.put("DATABASE_SSLKEY", authority.derKey(CLIENT).toString());
        }
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
    }

    /** The one line that says why the service did not start. */
    private String reasonOfTheEnd() throws InterruptedException {
        assertThatThrownBy(server::awaitRunning).isInstanceOf(LocalFailure.class);
        assertThat(server.awaitEnd()).isEqualTo(1);
        List<String> lines = server.output().stream()
                .filter(line -> line.contains("The service cannot start."))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }
}
