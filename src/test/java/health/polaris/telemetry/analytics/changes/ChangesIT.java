package health.polaris.telemetry.analytics.changes;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Changes over time. Each test moves its history to days of its own. */
class ChangesIT extends Contract {
    private static final String CHANGES = "/dhos/v1/analytics/changes";

    private final String person = TestFleet.person();

    /** Changes are counted by period and field, removals by period. A period without changes has none. */
    @ParameterizedTest
    @CsvSource({"PATIENT_INSTALLATION, 1990", "CLINICIAN_INSTALLATION, 1991", "BLOOD_GLUCOSE_METER, 1993"})
    void changesAreCountedByPeriodAndField(RecordKind kind, int year) throws SQLException {
        changed(kind, year + "-02-27T23:59:59.999999Z", "app_version");
        changed(kind, year + "-02-28T00:00:00Z", "app_version", "app_product");
        changed(kind, year + "-02-28T23:59:59.999999Z", "app_version");
        changed(kind, year + "-03-02T12:00:00Z", "app_product");
        moved(kind, deleted(kind), year + "-03-02T12:00:00Z");
        changed(kind, year + "-03-03T00:00:00Z", "app_version");

        JsonNode answer = ask("from=%s-02-28&to=%1$s-03-02&period=day&kind=%s".formatted(year, label(kind)));

        assertThat(answer.get("total").asLong()).isEqualTo(4);
        assertThat(answer.get("figures")).hasSize(1);
        assertThat(answer.at("/figures/0/kind").asString()).isEqualTo(label(kind));
        assertThat(answer.at("/figures/0/periods").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"from\":\"%s-02-28\",\"changed\":2,\"removed\":0,\"fields\":{\"app_product\":1,\"app_version\":2}}"
                                .formatted(year),
                        "{\"from\":\"%s-03-01\",\"changed\":0,\"removed\":0,\"fields\":{}}".formatted(year),
                        "{\"from\":\"%s-03-02\",\"changed\":1,\"removed\":1,\"fields\":{\"app_product\":1}}"
                                .formatted(year));
    }

    /** Without a kind, each kind has its own figure. */
    @Test
    void kindsAreReportedSeparately() throws SQLException {
        for (RecordKind kind : RecordKind.values()) {
            changed(kind, "1980-05-05T00:00:00Z", "app_version");
        }

        JsonNode answer = ask("from=1980-05-01&to=1980-05-31");

        assertThat(answer.get("figures")
                        .valueStream()
                        .map(figure -> figure.get("kind").asString() + " " + figure.at("/periods/0/changed")))
                .containsExactly("patient 1", "clinician 1", "meter 1");
    }

    /** Only support may read figures. */
    @Test
    void ownerIsDenied() {
        assertThat(Client.anonymous().get(CHANGES).status()).isEqualTo(401);
        assertThat(Client.patient(person).get(CHANGES).status()).isEqualTo(403);
    }

    private static JsonNode ask(String query) {
        return TestFleet.support().get(CHANGES + "?" + query).json();
    }

    /** Changes fields of a new record at a time. */
    private void changed(RecordKind kind, String time, String... fields) throws SQLException {
        String id = created(kind);
        Body change = Body.empty();
        for (String field : fields) {
            change = change.with(field, "changed");
        }
        owner(kind).patch(kind.path(person) + "/" + id, change);
        moved(kind, id, time);
    }

    private String deleted(RecordKind kind) throws SQLException {
        String id = created(kind);
        Database.execute("delete from %s where uuid = '%s'".formatted(kind.table(), id));
        return id;
    }

    private static void moved(RecordKind kind, String id, String time) throws SQLException {
        Database.execute("update %s_history set superseded = '%s' where uuid = '%s'".formatted(kind.table(), time, id));
    }

    private String created(RecordKind kind) {
        return owner(kind).post(kind.path(person), kind.body()).uuid();
    }

    private static String label(RecordKind kind) {
        return kind == RecordKind.BLOOD_GLUCOSE_METER ? "meter" : kind.claim().replace("_id", "");
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
