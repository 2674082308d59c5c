package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Progress of long work at the start. Each test starts its own server with its own database. */
@Tag("faults")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class ProgressFaults {
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final String INSTALLATION = "insert into mobile values ('m', now(), 'p', now(), 'p', 'p', '1',"
            + " now() - interval '3 days', 0, 'GDM', '1', 'android', '9', 'a', 'b', 'c')";

    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private DataSource database;
    private LocalServer server;

    @BeforeEach
    void createDatabase() throws SQLException {
        String name =
                "progress_" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
        try (Connection connection = login("postgres", "postgres", "postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + environment.get("DATABASE_USER"));
        }
        environment.put("DATABASE_NAME", name);
        database = login(name, environment.get("DATABASE_USER"), environment.get("DATABASE_PASSWORD"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** While a migration builds indexes, the log says which of how many, and what delays it. Metrics show its duration. */
    @Test
    void migrationNamesTheIndexThatItBuilds() throws Exception {
        migrateTo("3");
        try (Connection writer = database.getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute(INSTALLATION);
            start();

            String step = ", waiting for writers before build, because of the transaction of process ";
            String index = ": index mobile_latest (1 of ";
            Await.until(
                    () -> server.output().stream()
                            .anyMatch(line -> line.contains("Migrating the database, for ")
                                    && line.contains(index)
                                    && line.contains(step)),
                    START_TIMEOUT);
            writer.commit();
        }
        server.awaitRunning();

        assertThat(metric("long_task_running", "migration")).isZero();
        assertThat(metric("long_task_done_ratio", "migration")).isNaN();
        assertThat(metric("long_task_seconds", "migration")).isGreaterThan(5);
    }

    /** While adoption is stored for the first time, the node is ready, and the log, readiness and metrics name this work. */
    @Test
    void readinessNamesTheStorageOfAdoption() throws Exception {
        migrateTo("latest");
        try (Connection observer = database.getConnection();
                Statement statement = observer.createStatement()) {
            statement.execute("select pg_advisory_lock(1)");
            statement.execute(INSTALLATION);
            statement.execute("analyze mobile");
            statement.execute(
                    "create function wait() returns trigger language plpgsql as 'begin"
                            + " while not pg_try_advisory_lock_shared(1) loop perform pg_sleep(0.1); end loop; return new; end'");
            statement.execute("create trigger slow before insert on adoption_day for each row execute function wait()");
            start();
            server.awaitRunning();

            Await.until(() -> work().startsWith("Storing the adoption from "));
            assertThat(work()).contains(" of about 1 installations, for ");
            Answer ready = Client.anonymous().at(server.uri()).get("/health/ready");
            assertThat(ready.status()).isEqualTo(200);
            assertThat(metric("long_task_running", "adoption")).isOne();
            Await.until(() -> server.output().stream().anyMatch(line -> line.contains("Storing the adoption from ")));
        }

        Await.until(() -> work().isEmpty());
        assertThat(metric("long_task_running", "adoption")).isZero();
        assertThat(server.output()).anyMatch(line -> line.contains("Stored the adoption from "));
    }

    private void migrateTo(String version) {
        var configuration = Flyway.configure(ProgressFaults.class.getClassLoader())
                .dataSource(database)
                .target(version);
        // a concurrent index build would wait for the transaction that holds the lock
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        configuration.load().migrate();
    }

    private void start() throws IOException {
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
    }

    private String work() {
        return Client.anonymous()
                .at(server.uri())
                .get("/health/ready")
                .json()
                .at("/checks/0/data/work")
                .asString("");
    }

    private double metric(String name, String task) {
        String series = name + "{task=\"" + task + "\"} ";
        return Client.anonymous()
                .at(server.uri())
                .get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }

    private DataSource login(String name, String user, String password) {
        return new DatabaseLogin(
                        environment.get("DATABASE_HOST"),
                        Integer.parseInt(environment.get("DATABASE_PORT")),
                        name,
                        user,
                        password)
                .source();
    }
}
