package health.polaris.telemetry.export;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.DatabaseLogin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports that exceed the buffers between service and client, so that they are in progress during the test. */
class LargeExportIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String NDJSON = "application/x-ndjson";
    private static final int MANY = 10_000;

    private final TestFleet fleet = TestFleet.empty();

    /** Stores one installation per second. An export starts with the last one. */
    @BeforeEach
    void storeMany() throws SQLException {
        execute(
                "insert into mobile select gen_random_uuid(), timestamp '2020-01-01' + n * interval '1 second', 'me', now(), 'me',"
                        + " 'p' || n, 'device ' || n, '2020-01-01', 0, '" + fleet.product()
                        + "', '1', 'os', '1', 'maker', 'model',"
                        + " repeat('name', 1500) from generate_series(1, " + MANY + ") n");
    }

    @AfterEach
    void dropAll() {
        Client.bearing(Tokens.system()).call("POST", "/drop_data");
    }

    /** An export is a snapshot: a record deleted meanwhile is included. */
    @Test
    void exportIsOneSnapshot() throws Exception {
        try (BufferedReader lines = lines(NDJSON)) {
            assertThat(lines.readLine()).startsWith("{");

            execute("delete from mobile where app_product = '" + fleet.product()
                    + "' and unique_device_code = 'device 1'");

            assertThat(lines.lines().count()).isEqualTo(MANY - 1);
        }
        assertThat(fleet.ask(INSTALLATIONS, "unique_device_code", "device 1").json())
                .isEmpty();
    }

    /**
     * An export that fails after its start ends with a line that is not a record, and the connection is aborted. Later
     * exports succeed.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-ndjson | {\"error\":\"This export failed here and is not complete.\"}",
                "text/csv             | \"This export failed here and is not complete.\""
            })
    void failedExportReportsTheFailure(String format, String message) throws Exception {
        try (BufferedReader lines = lines(format)) {
            assertThat(lines.readLine()).isNotEmpty();

            execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'polaris-telemetry-fleet' and state <> 'idle'");

            Rest rest = Rest.of(lines);
            assertThat(rest.lines()).hasSizeLessThan(MANY - 1).endsWith(message);
            assertThat(rest.lines().subList(0, rest.lines().size() - 1)).allMatch(line -> line.contains("device "));
            assertThat(rest.aborted()).isTrue();
        }
        Await.until(() -> export(format, "device 1").status() == 200);
        assertThat(export(format, "device 1").text()).contains("device 1").doesNotContain("failed");
    }

    /** If a client stops reading for too long, the export is aborted, and the client detects it. */
    @ParameterizedTest
    @ValueSource(strings = {NDJSON, "text/csv"})
    void exportIsAbortedIfTheClientStopsReading(String format) throws Exception {
        try (BufferedReader lines = lines(format)) {
            assertThat(lines.readLine()).isNotEmpty();

            Await.until(() -> connectionsInUse() == 0);

            Rest rest = Rest.of(lines);
            assertThat(rest.aborted()).isTrue();
            assertThat(rest.lines()).hasSizeLessThan(MANY - 1).noneMatch(line -> line.contains("failed"));
        }
    }

    /** A completely read export ends as usual. */
    @Test
    void completeExportIsNotAborted() throws Exception {
        try (BufferedReader lines = lines(NDJSON)) {
            Rest all = Rest.of(lines);

            assertThat(all.lines()).hasSize(MANY);
            assertThat(all.aborted()).isFalse();
        }
    }

    /** A disconnect releases the database connection. */
    @Test
    void disconnectReleasesTheConnection() throws Exception {
        try (BufferedReader lines = lines(NDJSON)) {
            assertThat(lines.readLine()).startsWith("{");
            assertThat(connectionsInUse()).isEqualTo(1);
        }

        Await.until(() -> connectionsInUse() == 0);
    }

    /** Exports beyond the limit are rejected, while searches still succeed. */
    @Test
    void exportsLeaveRoomForSearches() throws Exception {
        try (BufferedReader first = lines(NDJSON);
                BufferedReader second = lines(NDJSON)) {
            assertThat(first.readLine()).startsWith("{");
            assertThat(second.readLine()).startsWith("{");

            Answer third = export(NDJSON, "device 1");

            assertThat(third.status()).isEqualTo(503);
            assertThat(third.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(third.header("Retry-After")).isNotEmpty();
            assertThat(fleet.ask(INSTALLATIONS).status()).isEqualTo(200);
        }
        Await.until(() -> connectionsInUse() == 0);
    }

    private Answer export(String format, String device) {
        return fleet.ask(TestFleet.support(format), INSTALLATIONS, "unique_device_code", device);
    }

    private static double connectionsInUse() {
        return MetricsText.of(Client.anonymous())
                .find("export_database_connections_in_use")
                .orElseThrow();
    }

    /**
     * Reads with {@link HttpURLConnection}, which delivers everything that arrived before the connection was aborted.
     * {@link java.net.http.HttpClient} discards it.
     */
    private BufferedReader lines(String format) throws IOException {
        URI address = URI.create(
                Client.anonymous().base() + INSTALLATIONS + "?app_product=" + TestFleet.encoded(fleet.product()));
        HttpURLConnection export = (HttpURLConnection) address.toURL().openConnection();
        TestFleet.support(format).headers().forEach(export::setRequestProperty);
        return new BufferedReader(new InputStreamReader(export.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The remaining lines, and whether the connection was aborted after them. */
    private record Rest(List<String> lines, boolean aborted) {
        static Rest of(BufferedReader export) {
            List<String> lines = new ArrayList<>();
            try {
                for (String line = export.readLine(); line != null; line = export.readLine()) {
                    lines.add(line);
                }
                return new Rest(lines, false);
            } catch (IOException broken) {
                return new Rest(lines, true);
            }
        }
    }
}
