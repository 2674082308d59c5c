package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a node stops when it is told to by SIGTERM: a server of its own, which ends. */
class StopIT {
    private static final int REQUESTS = 100;

    private final Map<String, String> environment = new HashMap<>(System.getenv());

    /** It says at once that it is not ready, answers the hundred requests that are half sent, and ends with status 0. */
    @Test
    void requestsInProgressAreFinished() throws Exception {
        environment.put("SHUTDOWN_DELAY_SECONDS", "2");
        LocalServer server =
                LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        List<HalfSent> requests = new ArrayList<>();
        try (server) {
            server.awaitRunning();
            for (int n = 0; n < REQUESTS; n++) {
                requests.add(new HalfSent(server.uri()));
            }
            Client monitor = Client.nobody().at(server.uri());
            Await.until(() -> monitor.get("/metrics").text().contains("http_requests_in_progress 101.0"));

            server.process().toHandle().destroy();

            Await.until(() -> monitor.get("/health/ready").status() == 503);
            assertThat(monitor.get("/health/ready").text()).contains("This node is stopping.");
            assertThat(monitor.get("/health/live").status()).isEqualTo(200);
            assertThat(monitor.get("/running").header("Connection")).isEqualToIgnoringCase("close");
            Await.until(() ->
                    server.output().stream().anyMatch(line -> line.contains("Waiting for 100 requests in progress")));
            for (HalfSent request : requests) {
                assertThat(request.answer()).startsWith("HTTP/1.1 200");
            }
            assertThat(server.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.process().exitValue()).isZero();
        } finally {
            for (HalfSent request : requests) {
                request.close();
            }
        }
    }
}
