package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import tools.jackson.databind.JsonNode;

/**
 * A new person, and what an information governance officer does with the person's data.
 *
 * @param kind the kind of the person's records
 * @param id the person
 */
record DataSubject(RecordKind kind, String id) {
    static DataSubject of(RecordKind kind) {
        return new DataSubject(kind, TestFleet.person());
    }

    static Client officer() {
        return officer("erase:gdm_telemetry");
    }

    static Client officer(String scope) {
        return Client.bearing(Tokens.of("clinician_id", "officer-1", scope));
    }

    Client own() {
        return Client.bearing(Tokens.of(kind.claim(), id, Tokens.OWN));
    }

    /** The path of a resource of the person. */
    String path(String resource) {
        return kind.path(id).replaceFirst("[^/]*$", resource);
    }

    /** Creates a record. */
    Answer create() {
        return own().post(kind.path(id), kind.body());
    }

    /** Creates a record and changes it. Returns its id. */
    String createAndChange() {
        String record = create().uuid();
        own().patch(kind.path(id) + "/" + record, Body.empty().with("app_version", "changed"));
        return record;
    }

    Answer erase(String mode) {
        return officer().post(path("erasure"), request(mode));
    }

    static Body request(String mode) {
        return Body.empty().with("reason", "request of 1 March").with("mode", mode);
    }

    /** Everything that is held about the person, as this client sees it. */
    JsonNode everything(Client client) {
        Answer answer = client.get(path("everything"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    Answer hold() {
        return hold(Body.empty().with("reason", "court"));
    }

    Answer hold(Body body) {
        return officer().with("Content-Type", "application/json").send("PUT", path("hold"), body.json());
    }

    Answer release() {
        return officer().call("DELETE", path("hold"));
    }

    /** The number of rows of the person in a table. */
    int rows(String table) throws SQLException {
        return Database.number("select count(*) from " + table + " where " + kind.claim() + " = ?", id);
    }
}
