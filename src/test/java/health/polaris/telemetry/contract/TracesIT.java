package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * OpenTelemetry, which is disabled by default and enabled with its standard variables. The test starts its own server.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TracesIT {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private final Queue<String> collected = new ConcurrentLinkedQueue<>();

    /** The span of a request is exported by OTLP as part of the caller's trace (W3C Trace Context). */
    @Test
    void spanBelongsToTheCallersTrace() throws Exception {
        HttpServer collector = collector();
        environment.put("OTEL_SDK_DISABLED", "false");
        environment.put(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + collector.getAddress().getPort());
        environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        environment.put("OTEL_TRACES_EXPORTER", "otlp");
        environment.put("OTEL_METRICS_EXPORTER", "none");
        environment.put("OTEL_LOGS_EXPORTER", "none");
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "200");
        String person = UUID.randomUUID().toString();
        LocalServer server =
                LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        try (server) {
            server.awaitRunning();

            Answer answer = Client.patient(person)
                    .at(server.uri())
                    .with("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                    .get("/dhos/v1/patient/" + person + "/latest_installation");

            assertThat(answer.status()).isEqualTo(200);
            String id = new String(HexFormat.of().parseHex(TRACE), StandardCharsets.ISO_8859_1);
            Await.until(() -> collected.stream().anyMatch(spans -> spans.contains(id)));
        } finally {
            collector.stop(0);
        }
    }

    private HttpServer collector() throws IOException {
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            collected.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        return collector;
    }
}
