package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Fleet queries go to a read replica, and to the primary while the replica is unavailable. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReplicaFaults {
    private static final Path REPLICA = Path.of("target/test-standby-of-faults").toAbsolutePath();

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

    private static Answer query(LocalServer node) {
        return Client.bearing(Tokens.system()).at(node.uri()).get("/dhos/v1/installation?limit=10");
    }

    /** The node's number of connections to this database for fleet queries. */
    private static int connections(FaultEnvironment environment, LocalDatabase database) throws Exception {
        try (Connection connection = environment.rows(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(
                        "select count(*) from pg_stat_activity where application_name = 'polaris-telemetry-fleet'")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
