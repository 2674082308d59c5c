package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.local.LocalServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that crash, stop or compete during a run of retention. Each person must be whole or gone, and is counted once. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RetentionFaults {
    private static final String SETTINGS = "RETENTION_INACTIVE_DAYS=400 RETENTION_MODE=erase";
    private static final int PEOPLE = 2_000;
    private static final int RECORDS_OF_A_PERSON = 3;
    private static final String MIDDLE = "p01050";

    private static final String NOT_WHOLE =
            "select from mobile where patient_id like 'p0%' group by patient_id having count(*) <> "
                    + RECORDS_OF_A_PERSON;
    private static final String ANY = "select from mobile where patient_id like 'p0%'";
    private static final String SOME_GONE = "select from retention_run where people > 0";
    private static final String COMPLETE = "select from retention_run where ended > started and people = " + PEOPLE;

    /** A node is killed in the middle of a batch. Nobody is left half erased, and the other node continues the run. */
    @Test
    void killedRunIsContinued() throws Exception {
        try (FaultEnvironment environment = environment()) {
            LocalServer first = environment.startNode();
            createInactivePeople(environment);
            try (PausedRemoval middle = new PausedRemoval(environment, MIDDLE)) {
                startRun(environment);
                middle.await();
                first.process().destroyForcibly().waitFor();

                assertThat(environment.has(NOT_WHOLE)).isFalse();
                assertThat(environment.has(ANY)).isTrue();
                assertThat(environment.has(SOME_GONE)).isTrue();
            }
            LocalServer second = environment.startNode();

            Await.until(() -> environment.has(COMPLETE));
            assertThat(environment.has(ANY)).isFalse();
            assertThat(events(environment)).isOne();
            assertThat(second.output()).anyMatch(line -> line.contains(" continues: " + SETTINGS));
        }
    }

    /** Of two nodes at the hour, one runs. */
    @Test
    void oneOfTwoNodesRuns() throws Exception {
        try (FaultEnvironment environment = environment()) {
            List<LocalServer> nodes = List.of(environment.startNode(), environment.startNode());
            createInactivePeople(environment);
            startRun(environment);

            Await.until(() -> environment.has(COMPLETE));

            assertThat(environment.has(ANY)).isFalse();
            assertThat(events(environment)).isOne();
            assertThat(nodes.stream().map(RetentionFaults::removedPeople).filter(removed -> removed > 0))
                    .containsExactly((double) PEOPLE);
        }
    }

    /** A node that stops ends its run within two seconds, between two batches, and the other node continues it. */
    @Test
    void stoppedNodeEndsItsRun() throws Exception {
        try (FaultEnvironment environment = environment().set("SHUTDOWN_DELAY_SECONDS", "3")) {
            LocalServer first = environment.startNode();
            createInactivePeople(environment);
            startRun(environment);
            Await.until(() -> environment.has(SOME_GONE));

            first.process().toHandle().destroy();

            Await.until(
                    () -> first.output().stream().anyMatch(line -> line.contains("stops, because this node stops")),
                    Duration.ofSeconds(2));
            assertThat(environment.has(NOT_WHOLE)).isFalse();
            assertThat(environment.has(ANY)).isTrue();
            assertThat(first.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(first.process().exitValue()).isZero();

            environment.startNode();
            Await.until(() -> environment.has(COMPLETE));
            assertThat(environment.has(ANY)).isFalse();
            assertThat(events(environment)).isOne();
        }
    }

    /** The hour of the settings is far away: a run starts when a test lets the nodes believe that they missed one. */
    private static FaultEnvironment environment() throws Exception {
        int hour = (LocalTime.now(ZoneOffset.UTC).getHour() + 12) % 24;
        FaultEnvironment environment = new FaultEnvironment();
        Stream.of(SETTINGS.split(" ", -1))
                .map(setting -> setting.split("=", -1))
                .forEach(setting -> environment.set(setting[0], setting[1]));
        return environment.set("RETENTION_HOUR", Integer.toString(hour));
    }

    private static void createInactivePeople(FaultEnvironment environment) throws SQLException {
        String time = "now() at time zone 'UTC' - interval '500 days'";
        execute(
                environment,
                ManyPhones.of(PEOPLE * RECORDS_OF_A_PERSON)
                        .with("patient_id", "'p' || lpad((n % " + PEOPLE + ")::text, 5, '0')")
                        .with("created", time)
                        .with("modified", time)
                        .insert());
        execute(environment, "analyze mobile");
    }

    private static void startRun(FaultEnvironment environment) throws SQLException {
        execute(
                environment,
                "insert into retention_run (day, started, ended, settings) values (current_date - 2, now(), now(), '"
                        + SETTINGS + "')");
    }

    private static double removedPeople(LocalServer node) {
        return MetricsText.of(Client.anonymous().at(node.uri()))
                .find("retention_processed_total{what=\"people\"}")
                .orElseThrow();
    }

    private static int events(FaultEnvironment environment) throws SQLException {
        try (Connection connection = environment.rows().getConnection();
                Statement statement = connection.createStatement();
                var number = statement.executeQuery("select count(*) from access_event where action = 'retention'")) {
            number.next();
            return number.getInt(1);
        }
    }

    private static void execute(FaultEnvironment environment, String sql) throws SQLException {
        try (Connection connection = environment.rows().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
