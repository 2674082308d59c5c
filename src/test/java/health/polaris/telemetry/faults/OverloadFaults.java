package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.local.LocalServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** More requests than can be served. */
class OverloadFaults {
    private static final int CLIENTS = 400;

    /**
     * A table is locked, so that no write to it ends. Of 400 that come at once all are refused in bounded time; those for
     * whom there is no place are refused at once, and probes are answered as ever.
     */
    @Test
    void whoFindsNoPlaceIsRefusedAtOnce() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (Hospital hospital = new Hospital()) {
            LocalServer node = hospital.startNode();
            warmUp(node);
            try (Connection holder = hospital.rows().getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("lock table mobile in access exclusive mode");

                List<Future<Duration>> waits = Stream.<Callable<Duration>>generate(() -> () -> refused(node))
                        .limit(CLIENTS)
                        .map(clients::submit)
                        .toList();
                Instant asked = Instant.now();
                assertThat(Client.nobody().at(node.uri()).get("/health/live").status())
                        .isEqualTo(200);
                Duration probe = Duration.between(asked, Instant.now());

                List<Duration> sorted =
                        waits.stream().map(OverloadFaults::outcome).sorted().toList();
                System.out.printf(
                        "FAULT overload: of %d refusals half within %d ms, all within %d ms; a probe took %d ms%n",
                        CLIENTS,
                        sorted.get(CLIENTS / 2).toMillis(),
                        sorted.get(CLIENTS - 1).toMillis(),
                        probe.toMillis());
                assertThat(sorted.get(CLIENTS - 1)).isLessThan(Duration.ofSeconds(10));
                assertThat(sorted.get(CLIENTS / 10)).isLessThan(Duration.ofSeconds(2));
                assertThat(probe).isLessThan(Duration.ofSeconds(3));
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** A server that has just started is slow for another reason. */
    private static void warmUp(LocalServer node) {
        try (Load load = Load.on(node.uri())) {
            load.awaitAcknowledged(1_500);
        }
    }

    private static Duration refused(LocalServer node) {
        Instant asked = Instant.now();
        assertThat(new Write(RecordKind.PATIENT_INSTALLATION).create(node.uri()).isClearRefusal())
                .isTrue();
        return Duration.between(asked, Instant.now());
    }

    private static Duration outcome(Future<Duration> wait) {
        try {
            return wait.get();
        } catch (Exception fault) {
            throw new AssertionError("a request failed", fault);
        }
    }
}
