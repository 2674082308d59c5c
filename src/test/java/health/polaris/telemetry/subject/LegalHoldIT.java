package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Legal holds. */
class LegalHoldIT extends Contract {
    /** A hold answers with its reason, time and author. A second one replaces the reason. */
    @ParameterizedTest
    @EnumSource
    void holdIsStored(RecordKind kind) {
        DataSubject person = DataSubject.of(kind);
        person.hold();

        Answer hold = person.hold(Body.empty().with("reason", "another court"));

        assertThat(hold.status()).isEqualTo(200);
        assertThat(hold.json().get("person_id").asString()).isEqualTo(person.id());
        assertThat(hold.json().get("reason").asString()).isEqualTo("another court");
        assertThat(hold.json().get("held_by").asString()).isEqualTo("officer-1");
        assertThat(hold.json().get("time").asString()).matches(".*Z");
    }

    /** A released person can be erased. */
    @Test
    void releasedPersonCanBeErased() {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        person.hold();

        assertThat(person.release().status()).isEqualTo(204);

        assertThat(person.erase("erase").status()).isEqualTo(200);
    }

    /** The release of a person without a hold is 404. */
    @Test
    void releaseWithoutHoldIsNotFound() {
        assertThat(DataSubject.of(RecordKind.CLINICIAN_INSTALLATION).release().status())
                .isEqualTo(404);
    }

    /** Holds and releases are recorded with the person. */
    @Test
    void holdAndReleaseAreRecorded() throws SQLException {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);

        person.hold();
        person.release();

        for (String action : new String[] {"hold", "release"}) {
            assertThat(Database.number(
                            "select count(*) from access_event where person_id = ? and action = ? and outcome = 'allowed'",
                            person.id(),
                            action))
                    .isEqualTo(1);
        }
    }

    /** A hold needs a reason. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\": \"\"}", "{\"reason\": null}", "{\"reason\": 1}", "[]"})
    void holdNeedsAReason(String body) {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);

        Answer rejected =
                DataSubject.officer().with("Content-Type", "application/json").send("PUT", person.path("hold"), body);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(person.release().status()).isEqualTo(404);
    }

    /** Only the scope for erasures permits holds. */
    @ParameterizedTest
    @CsvSource({"read:gdm_telemetry_all", "read:gdm_telemetry_audit"})
    void otherScopesAreDenied(String scope) {
        DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        Client caller = DataSubject.officer(scope);

        assertThat(caller.with("Content-Type", "application/json")
                        .send("PUT", person.path("hold"), "{\"reason\": \"r\"}")
                        .status())
                .isEqualTo(403);
        assertThat(caller.call("DELETE", person.path("hold")).status()).isEqualTo(403);
        assertThat(Client.anonymous().call("DELETE", person.path("hold")).status())
                .isEqualTo(401);
    }
}
