package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.local.LocalFailure;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS between clients and the server. Each test starts its own server with the start script. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ServerTlsIT {
    private static final String PASSWORD = "the \\ password = of the key store";
    private static final String HOST = "localhost";

    @TempDir
    private Path files;

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private CertificateAuthority authority;
    private SSLContext trust;
    private int plainPort;
    private LocalServer server;

    @BeforeEach
    void prepare() throws Exception {
        authority = new CertificateAuthority(files.resolve("authority"));
        authority.issue(HOST);
        trust = authority.trust();
        plainPort = Ports.orAnyFree(0);
        environment.put("TLS_PORT", Integer.toString(Ports.orAnyFree(0)));
        environment.put("KEY_STORE", authority.keyStore(PASSWORD, HOST).toString());
        environment.put("KEY_STORE_PASSWORD", PASSWORD);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * The TLS port has the key with the alias, HTTP/1.1, the limits of headers and no header with the server's name. There is no
     * other port. Neither the command line nor the log contains the password.
     */
    @Test
    void tlsPortHasTheLimitsOfTheServiceAndIsTheOnlyOne() throws Exception {
        authority.issue("another");
        environment.put(
                "KEY_STORE", authority.keyStore(PASSWORD, "another", HOST).toString());
        environment.put("KEY_ALIAS", HOST);
        start();
        server.awaitRunning();

        HttpResponse<String> response = get(server.uri());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(response.headers().map()).doesNotContainKeys("server", "x-powered-by");
        X509Certificate shown =
                (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
        assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=" + HOST);
        assertThat(answerToHeader("a".repeat(15_000))).startsWith("HTTP/1.1 200");
        assertThat(answerToHeader("a".repeat(17_000))).doesNotStartWith("HTTP/1.1 200");
        assertThatThrownBy(() -> new Socket(HOST, plainPort).close()).isInstanceOf(ConnectException.class);
        String commandLine = server.process().toHandle().info().commandLine().orElseThrow();
        assertThat(String.join("\n", server.output()) + commandLine)
                .contains("-Duser.timezone=UTC")
                .doesNotContain(PASSWORD);
    }

    /** If asked for, there is also a port without TLS. The password may be in a file, and one key needs no alias. */
    @Test
    void portWithoutTlsOpensIfAskedFor() throws Exception {
        environment.put("ALLOW_HTTP", "true");
        environment.remove("KEY_STORE_PASSWORD");
        environment.put(
                "KEY_STORE_PASSWORD_FILE",
                Files.writeString(files.resolve("password"), PASSWORD + "\n").toString());
        start();
        server.awaitRunning();

        assertThat(get(server.uri()).statusCode()).isEqualTo(200);
        URI plain = URI.create("http://" + HOST + ":" + plainPort);
        Await.until(() -> !Ports.isFree(plainPort));
        assertThat(get(plain).statusCode()).isEqualTo(200);
        server.process().toHandle().destroy();
        assertThat(server.awaitEnd()).isZero();
    }

    /** A wrong password ends the process with one line. */
    @Test
    void wrongPasswordEndsTheProcess() throws Exception {
        environment.put("KEY_STORE_PASSWORD", "wrong");
        start();

        assertThatThrownBy(server::awaitRunning).isInstanceOf(LocalFailure.class);
        assertThat(server.awaitEnd()).isEqualTo(1);
        assertThat(server.output())
                .filteredOn(line -> line.contains("The service cannot start."))
                .singleElement()
                .asString()
                .contains("KEY_STORE_PASSWORD is not the password of KEY_STORE.");
    }

    private void start() throws IOException {
        server = LocalServer.startWithTls(
                Path.of("").toAbsolutePath(), plainPort, environment, trust, System.out::println);
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .sslContext(trust)
                .build()
                .send(HttpRequest.newBuilder(address.resolve("/running")).build(), BodyHandlers.ofString());
    }

    /** The response to a request with a header of this value; empty if the server closes the connection. */
    private String answerToHeader(String value) throws IOException {
        String request =
                "GET /running HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: " + value + "\r\n\r\n";
        try (Socket socket = trust.getSocketFactory()
                .createSocket(server.uri().getHost(), server.uri().getPort())) {
            socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(30));
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
