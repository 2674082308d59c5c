package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.MetricsText;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More requests than can be served. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OverloadFaults {
    private static final int CLIENTS = 400;

    /**
     * While a table is locked, no write completes. All of 400 concurrent writes are answered with 503 in bounded time;
     * those that find the queue full are answered immediately. Probes are answered as usual: the node is alive and
     * ready, because the database answers.
     */
    @Test
    void fullQueueRejectsImmediately() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            warmUp(node);
            try (Connection lock = environment.rows().getConnection();
                    Statement statement = lock.createStatement()) {
                lock.setAutoCommit(false);
                statement.execute("lock table mobile in access exclusive mode");

                List<Future<Duration>> waits = Stream.<Callable<Duration>>generate(() -> () -> timeToRejection(node))
                        .limit(CLIENTS)
                        .map(clients::submit)
                        .toList();
                Duration alive = probe(node, "/health/live");
                Duration ready = probe(node, "/health/ready");

                List<Duration> sorted =
                        waits.stream().map(OverloadFaults::result).sorted().toList();
                System.out.printf(
                        "FAULT overload: of %d rejections half within %d ms, all within %d ms; probes took %d and %d ms%n",
                        CLIENTS,
                        sorted.get(CLIENTS / 2).toMillis(),
                        sorted.get(CLIENTS - 1).toMillis(),
                        alive.toMillis(),
                        ready.toMillis());
                assertThat(sorted.get(CLIENTS - 1)).isLessThan(Duration.ofSeconds(10));
                assertThat(sorted.get(CLIENTS / 10)).isLessThan(Duration.ofSeconds(2));
                assertThat(alive).isLessThan(Duration.ofSeconds(3));
                assertThat(ready).isLessThan(Duration.ofSeconds(3));
                assertThat(MetricsText.of(Client.anonymous().at(node.uri()))
                                .find("database_calls_refused_total")
                                .orElseThrow())
                        .as("calls without a connection")
                        .isGreaterThan(CLIENTS * 3 / 4.0);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /**
     * A write that is answered with 503, because a lock lasts longer than a request may take, is not carried out later. The client may
     * repeat it.
     */
    @Test
    void rejectedWriteIsNotCarriedOutLater() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            Write known = Write.withKey(RecordKind.PATIENT_INSTALLATION);
            known.create(node.uri());
            Write unknown = Write.withoutKey(RecordKind.PATIENT_INSTALLATION);
            try (Connection lock = environment.rows().getConnection();
                    Statement statement = lock.createStatement()) {
                lock.setAutoCommit(false);
                statement.execute("lock table mobile in exclusive mode");

                assertThat(unknown.create(node.uri()).isClearRejection()).isTrue();
                assertThat(known.change(node.uri()).isClearRejection()).isTrue();

                assertThat(environment.has("select from pg_locks where not granted"))
                        .isFalse();
            }
            assertThat(environment.has("select from mobile where patient_id = '" + unknown.person() + "'"))
                    .isFalse();
            assertThat(environment.has("select from mobile where app_version = '1'"))
                    .isFalse();
        }
    }

    /** Prevents the slowness of a new server from distorting the measurement. */
    private static void warmUp(LocalServer node) {
        try (Load load = Load.on(node.uri())) {
            load.awaitAcknowledged(1_500);
        }
    }

    private static Duration probe(LocalServer node, String path) {
        Instant start = Instant.now();
        assertThat(Client.anonymous().at(node.uri()).get(path).status()).isEqualTo(200);
        return Duration.between(start, Instant.now());
    }

    private static Duration timeToRejection(LocalServer node) {
        Instant start = Instant.now();
        assertThat(Write.withKey(RecordKind.PATIENT_INSTALLATION)
                        .create(node.uri())
                        .isClearRejection())
                .isTrue();
        return Duration.between(start, Instant.now());
    }

    private static Duration result(Future<Duration> wait) {
        try {
            return wait.get();
        } catch (Exception fault) {
            throw new AssertionError("a request failed", fault);
        }
    }
}
