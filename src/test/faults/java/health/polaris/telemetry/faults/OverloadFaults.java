package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Figures;
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
     * A table is locked, so that no write to it ends. Of 400 that come at once all are refused in bounded time; those for
     * whom there is no place are refused at once, and probes are answered as ever: the node is alive and ready, since the
     * database answers.
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
                Duration alive = probe(node, "/health/live");
                Duration ready = probe(node, "/health/ready");

                List<Duration> sorted =
                        waits.stream().map(OverloadFaults::outcome).sorted().toList();
                System.out.printf(
                        "FAULT overload: of %d refusals half within %d ms, all within %d ms; probes took %d and %d ms%n",
                        CLIENTS,
                        sorted.get(CLIENTS / 2).toMillis(),
                        sorted.get(CLIENTS - 1).toMillis(),
                        alive.toMillis(),
                        ready.toMillis());
                assertThat(sorted.get(CLIENTS - 1)).isLessThan(Duration.ofSeconds(10));
                assertThat(sorted.get(CLIENTS / 10)).isLessThan(Duration.ofSeconds(2));
                assertThat(alive).isLessThan(Duration.ofSeconds(3));
                assertThat(ready).isLessThan(Duration.ofSeconds(3));
                assertThat(Figures.of(Client.nobody().at(node.uri()))
                                .find("database_calls_refused_total")
                                .orElseThrow())
                        .as("those that got no turn")
                        .isGreaterThan(CLIENTS * 3 / 4.0);
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /**
     * A write that is refused because a table is locked for longer than a request may take is not carried out when the lock is gone:
     * its client may send it again.
     */
    @Test
    void whoIsRefusedForALockHasDoneNothing() throws Exception {
        try (Hospital hospital = new Hospital()) {
            LocalServer node = hospital.startNode();
            Write known = Write.withKey(RecordKind.PATIENT_INSTALLATION);
            known.create(node.uri());
            Write unknown = Write.withoutKey(RecordKind.PATIENT_INSTALLATION);
            try (Connection holder = hospital.rows().getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("lock table mobile in exclusive mode");

                assertThat(unknown.create(node.uri()).isClearRefusal()).isTrue();
                assertThat(known.change(node.uri()).isClearRefusal()).isTrue();

                assertThat(hospital.has("select from pg_locks where not granted"))
                        .isFalse();
            }
            assertThat(hospital.has("select from mobile where patient_id = '" + unknown.person() + "'"))
                    .isFalse();
            assertThat(hospital.has("select from mobile where app_version = '1'"))
                    .isFalse();
        }
    }

    /** A server that has just started is slow for another reason. */
    private static void warmUp(LocalServer node) {
        try (Load load = Load.on(node.uri())) {
            load.awaitAcknowledged(1_500);
        }
    }

    private static Duration probe(LocalServer node, String path) {
        Instant asked = Instant.now();
        assertThat(Client.nobody().at(node.uri()).get(path).status()).isEqualTo(200);
        return Duration.between(asked, Instant.now());
    }

    private static Duration refused(LocalServer node) {
        Instant asked = Instant.now();
        assertThat(Write.withKey(RecordKind.PATIENT_INSTALLATION)
                        .create(node.uri())
                        .isClearRefusal())
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
