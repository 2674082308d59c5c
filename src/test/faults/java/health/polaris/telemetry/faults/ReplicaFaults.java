package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fleet queries go to a read replica, and to the primary while the replica is unavailable. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReplicaFaults {
    private static final Path REPLICA = Path.of("target/test-standby-of-faults").toAbsolutePath();
    private static final int INSTALLATIONS = 60_000;
    private static final int ROUNDS = 5;

    @Test
    void queriesUseTheReplicaWhileItIsAvailable() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment();
                LocalDatabase replica = environment.database().standby(REPLICA, "127.0.0.2")) {
            environment.set(
                    "DATABASE_REPLICA_HOST",
                    replica.host() + ":" + environment.database().port());
            LocalServer node = environment.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                load.awaitAcknowledged(100);
            }

            Await.until(() -> query(node).json().size() == 10);
            assertThat(connections(environment, replica)).isPositive();
            assertThat(connections(environment, environment.database())).isZero();

            environment.database().administer("postgres", "alter system set synchronous_standby_names = ''");
            environment.database().administer("postgres", "select pg_reload_conf()");
            replica.kill();

            Await.until(() -> query(node).status() == 200);
            assertThat(query(node).json()).hasSize(10);
            assertThat(connections(environment, environment.database())).isPositive();
        }
    }

    /**
     * A query that the replica always cancels, because its recovery does not wait, is repeated on the primary. Recovery conflicts
     * with the query whenever the primary has locked the table.
     */
    @Test
    void queriesThatTheReplicaCancelsUseThePrimary() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment();
                LocalDatabase replica = environment.database().standby(REPLICA, "127.0.0.2")) {
            replica.administer("postgres", "alter system set max_standby_streaming_delay = 0");
            replica.administer("postgres", "select pg_reload_conf()");
            environment.set(
                    "DATABASE_REPLICA_HOST",
                    replica.host() + ":" + environment.database().port());
            // independent of the load of the machine
            environment.set("DATABASE_TIMEOUT_SECONDS", "20").set("DATABASE_LOCK_TIMEOUT_MILLIS", "19500");
            LocalServer node = environment.startNode();

            try (Connection connection = environment.rows().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(ManyPhones.of(INSTALLATIONS).insert());
                CompletableFuture<Void> locks = CompletableFuture.runAsync(() -> lockRepeatedly(statement));
                for (int round = 0; round < ROUNDS; round++) {
                    Answer figure =
                            Client.bearing(Tokens.system()).at(node.uri()).get("/dhos/v1/analytics/platforms");

                    assertThat(figure.status()).as(figure.text()).isEqualTo(200);
                    assertThat(figure.json().at("/total").asInt()).isEqualTo(INSTALLATIONS);
                }
                assertThat(locks).isNotDone();
            }

            String cancelled = "select sum(confl_lock) from pg_stat_database_conflicts";
            Await.until(() -> number(environment, replica, cancelled) >= ROUNDS);
        }
    }

    /** Without the primary, accesses cannot be recorded, so the data of the replica are not returned. */
    @Test
    void nothingIsReturnedWithoutThePrimary() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment();
                LocalDatabase replica = environment.database().standby(REPLICA, "127.0.0.2")) {
            environment.set(
                    "DATABASE_REPLICA_HOST",
                    replica.host() + ":" + environment.database().port());
            LocalServer node = environment.startNode();
            try (Load load = Load.on(node.uri())) {
                load.awaitAcknowledged(100);
            }
            Await.until(() -> query(node).json().size() == 10);

            environment.database().kill();

            assertThat(query(node).status()).isEqualTo(503);
            assertThat(query(node).detail())
                    .isEqualTo("The access could not be recorded, so no data are returned. Try again later.");
        }
    }

    private static void lockRepeatedly(Statement statement) {
        try {
            statement.execute("do $$ begin loop lock mobile in access exclusive mode; commit; perform pg_sleep(0.01);"
                    + " end loop; end $$");
        } catch (SQLException closed) {
            // the test has ended
        }
    }

    private static Answer query(LocalServer node) {
        return Client.bearing(Tokens.system()).at(node.uri()).get("/dhos/v1/installation?limit=10");
    }

    /** The node's number of connections to this database for fleet queries. */
    private static int connections(FaultEnvironment environment, LocalDatabase database) {
        return number(
                environment,
                database,
                "select count(*) from pg_stat_activity where application_name = 'polaris-telemetry-fleet'");
    }

    private static int number(FaultEnvironment environment, LocalDatabase database, String query) {
        try (Connection connection = environment.rows(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
