package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalServer;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that read their exports slowly. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ExportFaults {
    private static final int MAX_EXPORTS = 2;
    private static final int INSTALLATIONS = 30_000;
    private static final String SEARCH = "/dhos/v1/installation";
    private static final String FIGURE = "/dhos/v1/analytics/platforms";
    private static final String FAILURE = "This export failed here and is not complete.";

    /**
     * Slow readers use only the connections of exports. Further exports are rejected, and searches and figures are answered as usual. The
     * connections are released when the readers leave.
     */
    @Test
    void slowReadersDelayNoQuery() throws Exception {
        List<SlowReader> readers = new ArrayList<>();
        try (FaultEnvironment environment = new FaultEnvironment().set("MAX_EXPORTS", Integer.toString(MAX_EXPORTS))) {
            LocalServer server = nodeWithRecords(environment);
            URI node = server.uri();
            try {
                for (int reader = 0; reader < MAX_EXPORTS + 2; reader++) {
                    readers.add(new SlowReader(node));
                }

                assertThat(readers.stream().map(SlowReader::status)).containsExactlyInAnyOrder(200, 200, 503, 503);
                for (int round = 0; round < 20; round++) {
                    assertThat(support(node).get(SEARCH).status()).isEqualTo(200);
                    assertThat(support(node).get(FIGURE).status()).isEqualTo(200);
                }
                Answer further = support(node).with("Accept", "text/csv").get(SEARCH);
                assertThat(further.status()).isEqualTo(503);
                assertThat(further.header("Retry-After")).isNotEmpty();
                assertThat(inUse(node)).isEqualTo(MAX_EXPORTS);
            } finally {
                close(readers);
            }
            Await.until(() -> inUse(node) == 0, Duration.ofSeconds(10));
            assertThat(server.output().stream().filter(line -> line.contains("A client left")))
                    .hasSize(MAX_EXPORTS);
            assertThat(environment.has("select from pg_stat_activity where application_name = 'polaris-telemetry-fleet'"
                            + " and xact_start is not null"))
                    .isFalse();
        }
    }

    /** An export that is not read by its deadline ends with an error line. Its connection is aborted, and its transaction ends. */
    @Test
    void exportIsBrokenOffAtItsDeadline() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment().set("EXPORT_TIMEOUT_SECONDS", "10")) {
            URI node = nodeWithRecords(environment).uri();
            long start = System.nanoTime();
            try (SlowReader reader = new SlowReader(node)) {
                assertThat(reader.status()).isEqualTo(200);

                Await.until(() -> inUse(node) == 0);
                Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
                reader.hurry();
                String response = reader.response();
                System.out.printf("FAULT slow reader of an export: broken off after %d ms%n", elapsed.toMillis());

                assertThat(elapsed).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(50));
                assertThat(response).contains(FAILURE);
                assertThat(SlowReader.isComplete(response)).isFalse();
            }
        }
    }

    private static LocalServer nodeWithRecords(FaultEnvironment environment) throws Exception {
        LocalServer node = environment.startNode();
        try (Connection connection = environment.rows().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into mobile select gen_random_uuid(), now(), 'me', now(), 'me', 'p' || n, 'device ' || n,"
                            + " '2020-01-01', 0, 'GDM', '1', 'os', '1', 'maker', 'model', repeat('name', 500)"
                            + " from generate_series(1, " + INSTALLATIONS + ") n");
        }
        return node;
    }

    private static Client support(URI node) {
        return Client.bearing(Tokens.system()).at(node);
    }

    private static double inUse(URI node) {
        return MetricsText.of(Client.anonymous().at(node))
                .find("export_database_connections_in_use")
                .orElseThrow();
    }

    private static void close(List<SlowReader> readers) throws IOException {
        for (SlowReader reader : readers) {
            reader.close();
        }
    }
}
