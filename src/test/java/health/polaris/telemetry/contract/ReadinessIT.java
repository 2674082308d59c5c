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

/** What a node says of its readiness and health while its database is silent, slow or away: a server and a database of its own. */
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

    /** Beside a database that takes connections and says nothing, each probe is answered within a second and a half. */
    @Test
    void silentDatabaseHoldsNoProbe() throws Exception {
        database.silence();
        try {
            for (int probe = 0; probe < 3; probe++) {
                long start = System.nanoTime();
                Answer answer = readiness();

                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1_500));
                assertThat(answer.status()).isEqualTo(503);
                assertThat(reason(answer)).isEqualTo("The database does not answer.");
            }
            assertThat(Client.nobody().at(server.uri()).get("/health/live").status())
                    .isEqualTo(200);
        } finally {
            database.resume();
        }
        Await.until(() -> readiness().status() == 200);
    }

    /** While a question of a probe is open, the other probes wait for its answer and ask none of their own. */
    @Test
    void oneProbeAsksForAll() throws Exception {
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
            assertThat(questions(statement)).isEqualTo(1);
            connection.rollback();
        }
        Await.until(() -> readiness().status() == 200);
    }

    /** Health checks, too, share one question, and are answered within a second and a half. */
    @Test
    void oneHealthcheckAsksForAll() throws Exception {
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
            assertThat(questions(statement)).isEqualTo(1);
            connection.rollback();
        }
        Await.until(() -> healthcheck().status() == 200);
    }

    /** When a question has been open for a second, later checks do not wait for it. */
    @Test
    void nobodyWaitsForAQuestionThatIsOverdue() throws Exception {
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

    /** Without a database a node is not ready, and it is again when the database is back. */
    @Test
    void readinessComesAndGoesWithTheDatabase() throws Exception {
        database.stop();
        try {
            Answer answer = readiness();

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("status").asString()).isEqualTo("DOWN");
            assertThat(reason(answer)).isEqualTo("The database cannot be reached.");
            assertThat(Client.nobody().at(server.uri()).get("/health/live").status())
                    .isEqualTo(200);
            assertThat(Client.nobody().at(server.uri()).get("/health/started").status())
                    .isEqualTo(200);
        } finally {
            database.restart();
        }
        Await.until(() -> readiness().status() == 200);
    }

    /** How many questions wait for the table that readiness reads. */
    private static int questions(Statement statement) throws SQLException {
        try (ResultSet count = statement.executeQuery("select count(*) from pg_locks where not granted"
                + " and relation = 'flyway_schema_history'::regclass")) {
            count.next();
            return count.getInt(1);
        }
    }

    private static Answer readiness() {
        return Client.nobody().at(server.uri()).get("/health/ready");
    }

    private static Answer healthcheck() {
        return Client.nobody().at(server.uri()).get("/healthcheck");
    }

    private static String reason(Answer answer) {
        return answer.json().at("/checks/0/data/reason").asString();
    }
}
