package health.polaris.telemetry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.LockedTables;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recording of exports, which know the number of their records only at the end. */
class ExportRecordingIT extends Contract {
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;

    private final Recorded request = Recorded.request();
    private final TestFleet fleet = TestFleet.empty();

    /** An export is recorded with the number of its records. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void exportIsRecordedWithItsRecords(String format) throws SQLException {
        fleet.store(PHONE, TestFleet.person(), PHONE.body());
        fleet.store(PHONE, TestFleet.person(), PHONE.body());
        Client support = request.by(TestFleet.support(format));

        assertThat(fleet.ask(support, PHONE.search(), "kind", "patient").status())
                .isEqualTo(200);

        awaitRecords("2");
        assertThat(request.event())
                .containsEntry("action", "export")
                .containsEntry("outcome", "allowed")
                .containsEntry(
                        "question",
                        PHONE.search() + "?app_product=" + TestFleet.encoded(fleet.product()) + "&kind=patient");
    }

    /** An export with history is recorded as such, with the number of its versions. */
    @Test
    void exportOfHistoryIsRecorded() throws SQLException {
        String person = TestFleet.person();
        String id = fleet.store(PHONE, person, PHONE.body()).uuid();
        Database.execute("update mobile set app_version = '2' where uuid = '" + id + "'");

        fleet.ask(request.by(TestFleet.support("text/csv")), PHONE.search(), "history", "true");

        awaitRecords("2");
        assertThat(request.event())
                .containsEntry("action", "export")
                .containsEntry(
                        "question",
                        PHONE.search() + "?app_product=" + TestFleet.encoded(fleet.product()) + "&history=true");
    }

    /** The headers of an export are recorded without records. */
    @Test
    void headersOfAnExportAreRecorded() throws SQLException {
        request.by(TestFleet.support("text/csv")).call("HEAD", PHONE.search());

        assertThat(request.event()).containsEntry("action", "export").containsEntry("records", "0");
    }

    /** The event exists before the first byte of the export, without the number of records. */
    @Test
    void exportIsRecordedBeforeItStarts() throws Exception {
        fleet.store(PHONE, TestFleet.person(), PHONE.body());
        Client support = request.by(TestFleet.support("text/csv"));
        CompletableFuture<Answer> answer;
        try (LockedTables locked = new LockedTables("mobile")) {
            answer = CompletableFuture.supplyAsync(() -> fleet.ask(support, PHONE.search(), "kind", "patient"));
            Await.until(() -> locked.waiting() > 0);

            assertThat(request.event()).containsEntry("records", null);
            locked.release();
        }

        assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
        awaitRecords("1");
    }

    /** An export that fails keeps its event, with the number of records that were read. */
    @Test
    void failedExportKeepsItsEvent() throws Exception {
        Client support = request.by(TestFleet.support("text/csv"));
        CompletableFuture<Answer> answer;
        try (LockedTables locked = new LockedTables("mobile")) {
            answer = CompletableFuture.supplyAsync(() -> fleet.ask(support, PHONE.search(), "kind", "patient"));
            Await.until(() -> locked.waiting() > 0);

            Database.execute("select pg_cancel_backend(pid) from pg_stat_activity"
                    + " where application_name = 'polaris-telemetry-fleet' and wait_event_type = 'Lock'");
            assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(503);
        }

        awaitRecords("0");
    }

    /** The number of records is set once. */
    @Test
    void numberOfRecordsIsSetOnce() throws SQLException {
        request.by(TestFleet.support("text/csv")).call("HEAD", PHONE.search());
        String id = request.event().get("id");

        Database.execute("select complete_access_event('" + id + "', '', 7)");

        assertThat(request.event()).containsEntry("records", "0");
    }

    private void awaitRecords(String number) {
        Await.until(() -> {
            try {
                return number.equals(request.event().get("records"));
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }
}
