package health.polaris.telemetry.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.local.LocalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Clients without a token that send as many cookies as fit into the headers. */
@Tag("faults")
@DisabledIfSystemProperty(named = "server", matches = "liberty", disabledReason = "a proxy must remove the cookies")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class CookieFaults {
    private static final int CLIENTS = 400;
    private static final int REQUESTS = 30;
    private static final String MANY_COOKIES =
            "GET /running HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + "a=;".repeat(5_300)
                    + "\r\n\r\n";

    /** A node with a heap of 256 MB answers all of them, and continues to run. */
    @Test
    void cookiesDoNotExhaustTheHeap() throws Exception {
        try (FaultEnvironment environment =
                new FaultEnvironment().set("JDK_JAVA_OPTIONS", "-Xmx256m -XX:+ExitOnOutOfMemoryError")) {
            LocalServer node = environment.startNode();
            ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
            Callable<Set<String>> client = () -> sendCookies(node.uri());

            try {
                for (Future<Set<String>> statuses : clients.invokeAll(Collections.nCopies(CLIENTS, client))) {
                    assertThat(statuses.get()).containsExactly("HTTP/1.1 200 OK");
                }
            } finally {
                clients.shutdownNow();
            }

            Client monitor = Client.anonymous().at(node.uri());
            assertThat(node.process().isAlive()).isTrue();
            assertThat(monitor.get("/health/ready").status()).isEqualTo(200);
        }
    }

    /** Returns the statuses of all requests. */
    private static Set<String> sendCookies(URI node) throws IOException {
        Set<String> statuses = new HashSet<>();
        for (int request = 0; request < REQUESTS; request++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.getPort())) {
                socket.getOutputStream().write(MANY_COOKIES.getBytes(US_ASCII));
                String response = new String(socket.getInputStream().readAllBytes(), US_ASCII);
                statuses.add(response.lines().findFirst().orElse("no response"));
            }
        }
        return statuses;
    }
}
