package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Graceful stop on SIGTERM. Each test starts its own server. */
class StopIT {
    private static final int REQUESTS = 30;
    private static final Pattern WAITING = Pattern.compile("Waiting for (\\d+) requests in progress");

    private final Map<String, String> environment = new HashMap<>(System.getenv());

    /** The node reports not ready at once, answers the requests in progress, and ends with status 0. */
    @Test
    void requestsInProgressAreFinished() throws Exception {
        LocalServer server = start(2);
        List<HalfSentRequest> requests = new ArrayList<>();
        try (server) {
            server.awaitRunning();
            for (int n = 0; n < REQUESTS; n++) {
                requests.add(new HalfSentRequest(server.uri()));
            }
            Client monitor = Client.anonymous().at(server.uri());
            Await.until(() ->
                    MetricsText.of(monitor).find("http_requests_in_progress").orElse(0.0) >= REQUESTS);

            server.process().toHandle().destroy();

            Await.until(() -> monitor.get("/health/ready").status() == 503);
            assertThat(monitor.get("/health/ready").text()).contains("This node is stopping.");
            assertThat(monitor.get("/health/live").status()).isEqualTo(200);
            assertThat(monitor.get("/running").header("Connection")).isEqualToIgnoringCase("close");
            Await.until(() -> waitingFor(server) >= REQUESTS);
            for (HalfSentRequest request : requests) {
                assertThat(request.answer()).startsWith("HTTP/1.1 200");
            }
            assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.awaitEnd()).isZero();
            assertThat(server.output()).anyMatch(line -> line.contains("Stopping with 0 requests in progress."));
        } finally {
            for (HalfSentRequest request : requests) {
                request.close();
            }
        }
    }

    /** An idle node reports not ready within a second, and answers until the stop delay is over. */
    @Test
    void idleNodeAnswersDuringItsStopDelay() throws Exception {
        int delay = 4;
        try (LocalServer server = start(delay)) {
            server.awaitRunning();
            Client monitor = Client.anonymous().at(server.uri());
            assertThat(monitor.get("/health/ready").status()).isEqualTo(200);

            long signal = System.nanoTime();
            server.process().toHandle().destroy();

            Await.until(() -> monitor.get("/health/ready").status() == 503, Duration.ofSeconds(1));
            Await.until(() -> {
                assertThat(monitor.get("/running").status()).isEqualTo(200);
                return System.nanoTime() - signal > TimeUnit.SECONDS.toNanos(delay - 1);
            });
            assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(System.nanoTime() - signal).isGreaterThan(TimeUnit.SECONDS.toNanos(delay));
            assertThat(server.process().exitValue()).isZero();
        }
    }

    private LocalServer start(int delay) throws IOException {
        environment.put("SHUTDOWN_DELAY_SECONDS", Integer.toString(delay));
        return LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
    }

    /**
     * The number of requests that the node says it is waiting for, possibly including a probe of the test; 0 before it
     * says so.
     */
    private static int waitingFor(LocalServer server) {
        return server.output().stream()
                .map(WAITING::matcher)
                .filter(Matcher::find)
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .findFirst()
                .orElse(0);
    }
}
