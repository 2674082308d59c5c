package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.local.LocalFailure;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting with a database that the service cannot use. Each test starts its own server. */
@Tag("faults")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class UnusableDatabaseIT {
    private final Map<String, String> environment = new HashMap<>(System.getenv());
    private LocalServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    /** Without a database, the start logs its attempts until the time-out, then ends the process with a message. */
    @Test
    void startWithoutADatabaseEndsTheProcess() throws Exception {
        environment.put("DATABASE_PORT", Integer.toString(Ports.orAnyFree(0)));
        environment.put("DATABASE_START_TIMEOUT_SECONDS", "4");
        start();

        assertThatThrownBy(server::awaitRunning)
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("database")
                .hasMessageContaining("DATABASE_START_TIMEOUT_SECONDS");
        assertThat(server.awaitEnd()).isEqualTo(1);
        assertThat(server.output())
                .filteredOn(line -> line.contains("Waiting for the database"))
                .hasSizeGreaterThan(1);
        assertThat(String.join("\n", server.output())).doesNotContain(environment.get("DATABASE_PASSWORD"));
    }

    /** A database without permission to migrate ends the process. */
    @Test
    void missingPermissionToMigrateEndsTheProcess() throws Exception {
        environment.put("DATABASE_NAME", "postgres");
        start();

        assertThatThrownBy(server::awaitRunning)
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("The database could not be migrated")
                .hasMessageContaining("permission denied");
        assertThat(server.awaitEnd()).isEqualTo(1);
    }

    /** A database that cannot store every text ends the process. */
    @ParameterizedTest
    @ValueSource(strings = {"LATIN1", "SQL_ASCII"})
    void databaseWithoutUnicodeEndsTheProcess(String encoding) throws Exception {
        String name = "encoded_" + encoding.toLowerCase(Locale.ROOT);
        environment.put("DATABASE_NAME", name);
        DatabaseLogin superuser = new DatabaseLogin(
                environment.get("DATABASE_HOST"),
                Integer.parseInt(environment.get("DATABASE_PORT")),
                "postgres",
                "postgres",
                "postgres");
        try (Connection connection = superuser.source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " owner " + environment.get("DATABASE_USER") + " encoding '"
                    + encoding + "' locale_provider libc locale 'C' template template0");
        }
        start();

        assertThatThrownBy(server::awaitRunning)
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("The encoding of the database is " + encoding + ". It must be UTF8");
        assertThat(server.awaitEnd()).isEqualTo(1);
    }

    private void start() throws IOException {
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
    }
}
