package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Everything about a person with as many records as the service permits, and many access events. */
class LargeEverythingIT extends Contract {
    private static final String ZIP = "application/zip";
    private static final int RECORDS = 10_000;
    private static final int EVENTS = 20_000;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
    private final String path = person.path("everything");
    private final String requestId = "request-" + UUID.randomUUID();
    private final Client support = TestFleet.support().with("X-Request-ID", requestId);

    @TempDir
    Path directory;

    /** Stores records that were changed once, and events. */
    @BeforeEach
    void storeMany() throws SQLException {
        Database.execute(
                "insert into mobile select gen_random_uuid(), timestamp '2020-01-01' + n * interval '1 second', 'me',"
                        + " now(), 'me', '" + person.id()
                        + "', 'device ' || n, '2020-01-01', 0, 'product', '1', 'os', '1', 'maker',"
                        + " 'model', repeat('name', 200) from generate_series(1, " + RECORDS + ") n");
        Database.execute("update mobile set app_version = '2' where patient_id = '" + person.id() + "'");
        Database.execute(
                "insert into access_event select gen_random_uuid(), now() - n / 3 * interval '1 second', 'r', 'read',"
                        + " 'nurse', '', '', '', 'patient', '" + person.id()
                        + "', '/path', 1, 'allowed' from generate_series(1, "
                        + EVENTS + ") n");
    }

    @AfterEach
    void dropAll() {
        Client.bearing(Tokens.system()).call("POST", "/drop_data");
    }

    /** Both formats have every record, version and event once, in bounded time. */
    @Test
    void everyRecordIsIncludedOnce() {
        long start = System.nanoTime();
        JsonNode document = Download.of(person.own(), path).json();
        Download zip = Download.of(person.own().with("Accept", ZIP), path);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);

        assertThat(document.at("/installations/records")
                        .valueStream()
                        .map(record -> record.get("uuid").asString()))
                .hasSize(RECORDS)
                .doesNotHaveDuplicates();
        assertThat(document.at("/installation_history/records")
                        .valueStream()
                        .map(version -> version.get("uuid").asString()
                                + version.get("operation").asString()))
                .hasSize(2 * RECORDS)
                .doesNotHaveDuplicates();
        assertThat(document.at("/access_events/records")
                        .valueStream()
                        .map(event -> event.get("id").asString()))
                .hasSize(EVENTS)
                .doesNotHaveDuplicates();
        assertThat(zip.rows("installations.csv")).hasSize(RECORDS);
        assertThat(zip.rows("installation_history.csv")).hasSize(2 * RECORDS);
        assertThat(zip.rows("access_events.csv")).hasSize(EVENTS);
    }

    /** An answer that fails after its start is aborted, is neither valid JSON nor a ZIP file, and is recorded with what was read. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", ZIP})
    void incompleteAnswerDoesNotLookComplete(String format) throws Exception {
        Download answer;
        try (InputStream stream = Download.open(support.with("Accept", format), path)) {
            assertThat(stream.read()).isNotNegative();
            Database.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'polaris-telemetry-fleet' and state <> 'idle'");
            answer = Download.rest(stream);
        }

        assertThat(answer.isAborted()).isTrue();
        if (format.equals(ZIP)) {
            Path file = answer.storeIn(directory);
            assertThatThrownBy(() -> new ZipFile(file.toFile()).close()).isInstanceOf(IOException.class);
        } else {
            assertThatThrownBy(answer::json).isInstanceOf(JacksonException.class);
        }
        Await.until(() -> recordedNumber() > 0);
        assertThat(recordedNumber()).isLessThan(3 * RECORDS + EVENTS);
        // later tests require that the pool has dropped the connection
        Await.until(
                () -> TestFleet.support().get("/dhos/v1/installation?limit=1").status() == 200);
    }

    private int recordedNumber() {
        try {
            return Database.number(
                    "select coalesce(max(records), -1) from access_event where request_id = ?", requestId);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
