package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service with a role that owns no table, as {@code deploy/postgresql/hardening.sql} sets it up. */
@Tag("database")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HardeningIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final String ROLE = "telemetry_service";
    private static final String NO_RIGHT = "42501";

    /** Every kind of request works, and the role cannot change or remove access events. */
    @Test
    void serviceWorksWithoutRightsOnEvents() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        int port = Ports.orAnyFree(0);
        environment.put("DATABASE_PORT", Integer.toString(port));
        DatabaseLogin owner = DatabaseLogin.of(environment);
        environment.put("DATABASE_USER", ROLE);
        environment.put("DATABASE_PASSWORD", ROLE);
        DatabaseLogin role = DatabaseLogin.of(environment);
        try (LocalDatabase database = LocalDatabase.throwAway(
                PROJECT.resolve("target/hardened-database"), port, owner.database(), owner.user(), owner.password())) {
            new SchemaMigration(owner.source()).run();
            database.administer(owner.database(), "create role " + ROLE + " login password '" + ROLE + "'");
            execute(owner, script());

            environment.put("RETENTION_INACTIVE_DAYS", "400");
            environment.put("RETENTION_HISTORY_DAYS", "400");
            environment.put("RETENTION_IDENTIFYING_DAYS", "300");
            environment.put("RETENTION_ACCESS_DAYS", "400");
            execute(
                    owner,
                    "insert into retention_run (day, started, ended, settings) values (current_date - 2, now(), now(),"
                            + " 'RETENTION_INACTIVE_DAYS=400 RETENTION_MODE=erase RETENTION_HISTORY_DAYS=400"
                            + " RETENTION_IDENTIFYING_DAYS=300 RETENTION_ACCESS_DAYS=400')");
            LocalServer server = LocalServer.start(PROJECT, Ports.orAnyFree(0), environment, System.out::println);
            try (server) {
                server.awaitRunning();
                requestsSucceed(server);
                Await.until(() -> number(owner, "select count(*) from adoption_observation") == 1);
                Await.until(() -> number(owner, "select count(*) from retention_run where ended is not null") == 2);
            }

            assertThat(number(role, "select count(*) from access_event where records is not null"))
                    .isEqualTo(6);
            for (String statement : List.of(
                    "update access_event set caller = 'somebody else'",
                    "delete from access_event",
                    "truncate access_event",
                    "delete from mobile_history",
                    "delete from erasure",
                    "delete from retention_run",
                    "update erasure set erased_by = 'somebody else'",
                    "drop table access_event",
                    "alter table access_event add column x integer",
                    "create table other (x integer)",
                    "alter function complete_access_event owner to " + ROLE)) {
                assertThatThrownBy(() -> execute(role, statement))
                        .as(statement)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                denied -> assertThat(denied.getSQLState()).isEqualTo(NO_RIGHT));
            }
        }
    }

    private static void requestsSucceed(LocalServer server) {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        Client owner = Client.patient("p1").at(server.uri());
        Client support = Client.bearing(Tokens.system()).at(server.uri());

        String id = owner.with("Idempotency-Key", "k")
                .post(kind.path("p1"), kind.body())
                .uuid();
        assertThat(owner.with("Idempotency-Key", "k")
                        .post(kind.path("p1"), kind.body())
                        .uuid())
                .isEqualTo(id);
        assertThat(owner.patch(kind.path("p1") + "/" + id, Body.empty().with("app_version", "2"))
                        .status())
                .isEqualTo(200);
        assertThat(support.get(kind.path("p1")).json()).hasSize(1);
        assertThat(support.get(kind.search()).json()).hasSize(1);
        assertThat(support.with("Accept", "text/csv").get(kind.search()).text().lines())
                .hasSize(2);
        assertThat(support.get("/dhos/v1/analytics/platforms").status()).isEqualTo(200);
        Client officer = Client.bearing(Tokens.of("clinician_id", "officer", "erase:gdm_telemetry"))
                .at(server.uri());
        assertThat(officer.post(
                                "/dhos/v1/patient/p1/erasure",
                                Body.empty().with("reason", "test").with("mode", "anonymise"))
                        .status())
                .isEqualTo(200);
    }

    /** Without the commands of psql, which sets the name of the role. */
    private static String script() throws Exception {
        return Files.readString(Path.of("deploy/postgresql/hardening.sql"))
                .replaceAll("(?m)^\\\\.*$", "")
                .replace(":\"service\"", ROLE);
    }

    private static void execute(DatabaseLogin login, String sql) throws SQLException {
        try (Connection connection = login.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(DatabaseLogin login, String query) {
        try (Connection connection = login.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
