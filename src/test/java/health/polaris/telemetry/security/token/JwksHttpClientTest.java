package health.polaris.telemetry.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits of requests to a provider. */
class JwksHttpClientTest {
    private final JwksHttpClient web = new JwksHttpClient();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer provider;

    @BeforeEach
    void open() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/keys", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        provider.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().set("Location", "/keys");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        provider.createContext("/large", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[200 * 1024]);
            exchange.close();
        });
        provider.createContext("/silent", exchange -> {
            try {
                end.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        provider.start();
    }

    @AfterEach
    void close() {
        end.countDown();
        provider.stop(0);
    }

    @Test
    void documentIsRead() throws IOException {
        assertThat(web.retrieveResource(at("/keys")).getContent()).isEqualTo("{}");
    }

    /** Redirects are not followed, since they could lead to foreign keys. */
    @Test
    void redirectIsNotFollowed() {
        assertThatThrownBy(() -> web.retrieveResource(at("/elsewhere"))).isInstanceOf(IOException.class);
    }

    @Test
    void largeDocumentIsRejected() {
        assertThatThrownBy(() -> web.retrieveResource(at("/large"))).isInstanceOf(IOException.class);
    }

    /** A request has its own time-out. */
    @Test
    void slowProviderTimesOut() {
        long start = System.nanoTime();

        assertThatThrownBy(() -> web.retrieveResource(at("/silent"))).isInstanceOf(IOException.class);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private URL at(String path) throws IOException {
        return URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + path)
                .toURL();
    }
}
