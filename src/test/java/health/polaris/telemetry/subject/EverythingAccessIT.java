package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.LockedTables;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may request everything that is held about a person, and what is recorded of it. */
class EverythingAccessIT extends Contract {
    private static final String ZIP = "application/zip";

    private final DataSubject patient = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
    private final DataSubject clinician = DataSubject.of(RecordKind.CLINICIAN_INSTALLATION);
    private final String requestId = "request-" + UUID.randomUUID();
    private final Client support = TestFleet.support().with("X-Request-ID", requestId);

    /** Other people's tokens, tokens of the other kind, tokens without the scope, and systems without rights are denied. */
    @ParameterizedTest
    @CsvSource({
        "patient_id, other, read:gdm_telemetry",
        "clinician_id, same, read:gdm_telemetry",
        "patient_id, same, write:gdm_telemetry",
        "clinician_id, other, read:gdm_telemetry_audit",
        "clinician_id, other, erase:gdm_telemetry",
        "system_id, other, read:gdm_telemetry"
    })
    void othersAreDenied(String claim, String id, String scope) {
        String caller = id.equals("same") ? patient.id() : UUID.randomUUID().toString();

        Answer denied = Client.bearing(Tokens.of(claim, caller, scope)).get(patient.path("everything"));

        assertThat(denied.status()).isEqualTo(403);
    }

    @Test
    void tokenIsRequired() {
        assertThat(Client.anonymous().get(patient.path("everything")).status()).isEqualTo(401);
        assertThat(Client.anonymous().get(clinician.path("everything")).status())
                .isEqualTo(401);
    }

    /** The denial of a system is recorded. */
    @Test
    void denialIsRecorded() throws SQLException {
        Client.bearing(Tokens.of("system_id", "robot", "read:gdm_telemetry"))
                .with("X-Request-ID", requestId)
                .get(patient.path("everything"));

        assertThat(recorded("outcome = 'denied' and action = 'read' and person_id = '" + patient.id() + "'"))
                .isEqualTo(1);
    }

    /** Support staff's request is recorded as a read of the person, with the number of records in all parts. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", ZIP})
    void requestOfSupportIsRecorded(String format) {
        patient.createAndChange();
        patient.hold();

        Download.of(support.with("Accept", format), patient.path("everything"));

        // an installation, two versions, a hold, and the events of the hold and of this request
        Await.until(() -> recorded("outcome = 'allowed' and action = 'read' and records = 6 and person_kind = 'patient'"
                        + " and question = '/dhos/v1/patient/{owner_id}/everything' and person_id = '"
                        + patient.id() + "'")
                == 1);
        assertThat(recorded("true")).isEqualTo(1);
    }

    /** People's own requests are not recorded. */
    @Test
    void ownRequestIsNotRecorded() {
        patient.everything(patient.own().with("X-Request-ID", requestId));

        assertThat(recorded("true")).isZero();
    }

    /** If the access cannot be recorded, the response is 503 without data. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", ZIP})
    void withoutRecordThereAreNoData(String format) throws SQLException {
        patient.create();
        Database.execute("create function reject_everything() returns trigger language plpgsql as"
                + " $$ begin raise exception 'rejected'; end $$");
        try {
            Database.execute("create trigger reject_everything before insert on access_event for each row"
                    + " when (new.request_id = '" + requestId + "') execute function reject_everything()");

            Answer answer = support.with("Accept", format).get(patient.path("everything"));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.header("Content-Disposition")).isEmpty();
            assertThat(answer.text()).doesNotContain("unique_device_code");
        } finally {
            Database.execute("drop function reject_everything cascade");
        }
    }

    /** HEAD returns the headers without reading records, and is recorded for support staff. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", ZIP})
    void headReadsNoRecords(String format) throws Exception {
        patient.create();
        try (LockedTables locked = new LockedTables("mobile")) {
            Answer head = support.with("Accept", format).call("HEAD", patient.path("everything"));

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Type")).startsWith(format);
            assertThat(head.text()).isEmpty();
            locked.release();
        }
        assertThat(recorded("records = 0")).isEqualTo(1);
    }

    /** The number of events of the request with the id of this test that match an SQL condition. */
    private int recorded(String condition) {
        try {
            return Database.number(
                    "select count(*) from access_event where request_id = ? and " + condition, requestId);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
