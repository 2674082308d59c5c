package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Readiness and health of a node whose database is silent, slow or unavailable, with a separate server and database. */
class ReadinessIT {
    private static final Map<String, String> ENVIRONMENT = new HashMap<>(System.getenv());
    private static LocalDatabase database;
    private static LocalServer server;

    @BeforeAll
    static void start() throws Exception {
        database = LocalDatabase.throwAway(
                Path.of("target/test-database-of-readiness").toAbsolutePath(),
                0,
                ENVIRONMENT.get("DATABASE_NAME"),
                ENVIRONMENT.get("DATABASE_USER"),
                ENVIRONMENT.get("DATABASE_PASSWORD"));
        ENVIRONMENT.put("DATABASE_PORT", Integer.toString(database.port()));
        ENVIRONMENT.put("DATABASE_TIMEOUT_SECONDS", "30");
        ENVIRONMENT.put("DATABASE_CONNECT_TIMEOUT_SECONDS", "30");
        ENVIRONMENT.put("DATABASE_LOCK_TIMEOUT_MILLIS", "29500");
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), ENVIRONMENT, System.out::println);
        server.awaitRunning();
        Await.until(() -> readiness().status() == 200);
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        database.close();
    }

    /** If the database accepts connections but does not answer, each probe is answered within a second and a half. */
    @Test
    void silentDatabaseDelaysNoProbe() throws Exception {
        database.silence();
        try {
            for (int probe = 0; probe < 3; probe++) {
                long start = System.nanoTime();
                Answer answer = readiness();

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_500));
                assertThat(answer.status()).isEqualTo(503);
                assertThat(reason(answer)).isEqualTo("The database does not answer.");
            }
            assertThat(Client.anonymous().at(server.uri()).get("/health/live").status())
                    .isEqualTo(200);
        } finally {
            database.resume();
        }
        Await.until(() -> readiness().status() == 200);
    }

    /** Concurrent probes share one query. */
    @Test
    void probesShareOneQuery() throws Exception {
        try (Connection connection = DatabaseLogin.of(ENVIRONMENT).source().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table flyway_schema_history in access exclusive mode");

            List<CompletableFuture<Answer>> probes = Stream.generate(() ->
                            CompletableFuture.supplyAsync(ReadinessIT::readiness, task -> new Thread(task).start()))
                    .limit(5)
                    .toList();

            assertThat(probes)
                    .allSatisfy(probe -> assertThat(reason(probe.join())).isEqualTo("The database does not answer."));
            assertThat(readiness().status()).isEqualTo(503);
            assertThat(waitingQueries(statement)).isEqualTo(1);
            connection.rollback();
        }
        Await.until(() -> readiness().status() == 200);
    }

    /** Concurrent health checks share one query, and are answered within a second and a half. */
    @Test
    void healthChecksShareOneQuery() throws Exception {
        try (Connection connection = DatabaseLogin.of(ENVIRONMENT).source().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table flyway_schema_history in access exclusive mode");

            long start = System.nanoTime();
            List<CompletableFuture<Answer>> checks = Stream.generate(() ->
                            CompletableFuture.supplyAsync(ReadinessIT::healthcheck, task -> new Thread(task).start()))
                    .limit(5)
                    .toList();

            assertThat(checks).allSatisfy(check -> {
                assertThat(check.join().status()).isEqualTo(500);
                assertThat(check.join().json().at("/results/1/passed").asBoolean())
                        .isFalse();
            });
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_500));
            assertThat(waitingQueries(statement)).isEqualTo(1);
            connection.rollback();
        }
        Await.until(() -> healthcheck().status() == 200);
    }

    /** Checks do not wait for a query that has been running for a second. */
    @Test
    void checksDoNotWaitForAnOverdueQuery() throws Exception {
        database.silence();
        try {
            assertThat(healthcheck().status()).isEqualTo(500);

            long start = System.nanoTime();
            assertThat(healthcheck().status()).isEqualTo(500);
            assertThat(readiness().status()).isEqualTo(503);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
        } finally {
            database.resume();
        }
        Await.until(() -> healthcheck().status() == 200);
    }

    /** A node without its database is not ready, and becomes ready when the database is available again. */
    @Test
    void readinessFollowsTheDatabase() throws Exception {
        database.stop();
        try {
            Answer answer = readiness();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("status").asString()).isEqualTo("DOWN");
            assertThat(reason(answer)).isEqualTo("The database cannot be reached.");
            assertThat(Client.anonymous().at(server.uri()).get("/health/live").status())
                    .isEqualTo(200);
            assertThat(Client.anonymous()
                            .at(server.uri())
                            .get("/health/started")
                            .status())
                    .isEqualTo(200);
        } finally {
            database.restart();
        }
        Await.until(() -> readiness().status() == 200);
    }

    /** A changed collation is reported, because indexes may be in another order, until an administrator has rebuilt them. */
    @Test
    void changedCollationIsAWarning() throws Exception {
        String name = ENVIRONMENT.get("DATABASE_NAME");
        assertThat(readiness().json().at("/checks/0/data/warning").isMissingNode())
                .isTrue();
        database.administer(name, "update pg_database set datcollversion = '0' where datname = current_database()");
        try {
            Answer answer = readiness();

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/checks/0/data/warning").asString())
                    .startsWith("The collation of the database has changed from version 0 to 1,")
                    .contains("REINDEX DATABASE");
        } finally {
            database.administer(name, "alter database " + name + " refresh collation version");
        }
        assertThat(readiness().json().at("/checks/0/data/warning").isMissingNode())
                .isTrue();
    }

    /** Workers of a Citus cluster that are away are named. The node stays ready for the people on the others. */
    @Test
    void absentWorkersAreAWarning() throws Exception {
        Answer answer = readinessWithWorkers("values ('w1', 5432, true, '1'), ('w2', 5432, false, 'no route to host')");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/checks/0/data/warning").asString())
                .isEqualTo("These workers of the database are away, with the records of some people: w2:5432.");
    }

    /** Workers that all answer are no warning. */
    @Test
    void presentWorkersAreNoWarning() throws Exception {
        Answer answer = readinessWithWorkers("values ('w1', 5432, true, '1')");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/checks/0/data/warning").isMissingNode()).isTrue();
    }

    /** A worker that does not answer in time is a warning, and does not delay the probe. */
    @Test
    void silentWorkersAreAWarning() throws Exception {
        Answer answer = readinessWithWorkers("select 'w1', 5432, true, pg_sleep(30)::text");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/checks/0/data/warning").asString())
                .startsWith(
                        "The workers of the database cannot be checked: ERROR: canceling statement due to statement timeout");
    }

    /** The readiness with what Citus has: a table of nodes, and a function that runs a statement on each worker. */
    private static Answer readinessWithWorkers(String rows) throws SQLException {
        String name = ENVIRONMENT.get("DATABASE_NAME");
        database.administer(
                name,
                "create table pg_dist_node (); create function run_command_on_workers(command text)"
                        + " returns table (nodename text, nodeport integer, success boolean, result text)"
                        + " language sql as $$ " + rows + " $$");
        try {
            return readiness();
        } finally {
            database.administer(name, "drop function run_command_on_workers; drop table pg_dist_node");
        }
    }

    /** The number of queries that wait for the table that readiness reads. */
    private static int waitingQueries(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("select count(*) from pg_locks where not granted"
                + " and relation = 'flyway_schema_history'::regclass")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static Answer readiness() {
        return Client.anonymous().at(server.uri()).get("/health/ready");
    }

    private static Answer healthcheck() {
        return Client.anonymous().at(server.uri()).get("/healthcheck");
    }

    private static String reason(Answer answer) {
        return answer.json().at("/checks/0/data/reason").asString();
    }
}
