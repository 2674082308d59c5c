package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Everything that is held about a person: its content. */
class EverythingIT extends Contract {
    private static final String ZIP = "application/zip";
    private static final List<String> PARTS_OF_PATIENT = List.of(
            "installations", "installation_history", "meters", "meter_history", "holds", "erasures", "access_events");
    private static final List<String> PARTS_OF_CLINICIAN =
            List.of("installations", "installation_history", "holds", "erasures", "access_events");

    private final DataSubject patient = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
    private final DataSubject meterOwner = new DataSubject(RecordKind.BLOOD_GLUCOSE_METER, patient.id());
    private final DataSubject clinician = DataSubject.of(RecordKind.CLINICIAN_INSTALLATION);
    private final String requestId = "request-" + UUID.randomUUID();
    private final Client support = TestFleet.support().with("X-Request-ID", requestId);

    /** A patient's document has installations, meters, their history, the hold and the access events. */
    @Test
    void documentOfPatientHasAllParts() {
        String changed = patient.createAndChange();
        String unchanged = patient.create().uuid();
        String meter = meterOwner.createAndChange();
        patient.hold();
        TestFleet.support().get(patient.kind().path(patient.id()));

        JsonNode document = patient.everything(patient.own());

        assertThat(document.get("person_kind").asString()).isEqualTo("patient");
        assertThat(document.get("person_id").asString()).isEqualTo(patient.id());
        assertThat(document.propertyNames()).containsExactlyElementsOf(withHeader(PARTS_OF_PATIENT));
        assertThat(texts(document, "installations", "uuid")).containsExactly(unchanged, changed);
        assertThat(texts(document, "installation_history", "uuid")).containsExactly(changed, changed);
        assertThat(texts(document, "installation_history", "operation")).containsExactly("update", "create");
        assertThat(texts(document, "meters", "uuid")).containsExactly(meter);
        assertThat(texts(document, "meter_history", "app_version")).containsExactly("changed", "18.1.4");
        assertThat(texts(document, "holds", "reason")).containsExactly("court");
        assertThat(texts(document, "access_events", "action")).containsExactly("read", "hold");
    }

    /** A clinician's document has the installations on computers, and no meters. */
    @Test
    void documentOfClinicianHasAllParts() {
        String installation = clinician.createAndChange();

        JsonNode document = clinician.everything(clinician.own());

        assertThat(document.propertyNames()).containsExactlyElementsOf(withHeader(PARTS_OF_CLINICIAN));
        assertThat(texts(document, "installations", "uuid")).containsExactly(installation);
        assertThat(texts(document, "installations", "ip_address")).containsExactly("195.189.79.280");
        assertThat(texts(document, "installation_history", "uuid")).containsExactly(installation, installation);
    }

    /** The history has the versions that the history of a single record has. */
    @ParameterizedTest
    @EnumSource
    void historyIsThatOfTheRecords(RecordKind kind) {
        DataSubject person = DataSubject.of(kind);
        String first = person.createAndChange();
        person.own().patch(kind.path(person.id()) + "/" + first, Body.empty().with("app_version", "again"));
        person.createAndChange();
        String part = kind == RecordKind.BLOOD_GLUCOSE_METER ? "meter_history" : "installation_history";

        List<JsonNode> found = person.everything(person.own())
                .at("/" + part + "/records")
                .valueStream()
                .filter(version -> version.get("uuid").asString().equals(first))
                .toList();

        assertThat(found)
                .hasSize(3)
                .containsExactlyElementsOf(person.own()
                        .get(kind.path(person.id()) + "/" + first + "/history")
                        .json()
                        .get("versions"));
    }

    /** A removed record is in the history only. */
    @Test
    void removedRecordIsInTheHistory() throws SQLException {
        String removed = patient.create().uuid();
        Database.execute("delete from mobile where uuid = '" + removed + "'");

        JsonNode document = patient.everything(patient.own());

        assertThat(texts(document, "installations", "uuid")).isEmpty();
        assertThat(texts(document, "installation_history", "operation")).containsExactly("delete", "create");
    }

    /** The data of others are not included. */
    @Test
    void dataOfOthersAreNotIncluded() {
        DataSubject other = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
        other.createAndChange();
        other.hold();
        new DataSubject(RecordKind.CLINICIAN_INSTALLATION, patient.id()).hold();

        assertThat(counts(patient.everything(patient.own()), PARTS_OF_PATIENT)).containsOnly(0);
    }

    /** A person without any data gets empty parts. */
    @Test
    void personWithoutDataGetsEmptyParts() {
        assertThat(counts(patient.everything(patient.own()), PARTS_OF_PATIENT)).containsOnly(0);
        assertThat(counts(clinician.everything(clinician.own()), PARTS_OF_CLINICIAN))
                .containsOnly(0);
        Download zip = Download.of(patient.own().with("Accept", ZIP), patient.path("everything"));
        assertThat(zip.rows("meters.csv")).isEmpty();
        assertThat(zip.files().get("meters.csv")).startsWith("\"patient_id\",").contains("serial_number");
    }

    /** After an erasure only the fact that it happened is left. */
    @Test
    void erasedPersonHasOnlyAProofOfTheErasure() {
        patient.createAndChange();
        meterOwner.createAndChange();
        TestFleet.support().get(patient.kind().path(patient.id()));
        String receipt = patient.erase("erase").json().get("id").asString();

        JsonNode document = patient.everything(patient.own());

        assertThat(counts(document, PARTS_OF_PATIENT)).containsExactly(0, 0, 0, 0, 0, 1, 0);
        JsonNode erasure = document.at("/erasures/records/0");
        assertThat(erasure.propertyNames()).containsExactly("id", "time", "mode", "ended");
        assertThat(erasure.get("id").asString()).isEqualTo(receipt);
        assertThat(erasure.get("ended").isNull()).isTrue();
    }

    /** Support staff see who requested the data. */
    @Test
    void supportSeesCallers() {
        patient.hold();
        TestFleet.support().with("X-Client", "desk").get(patient.kind().path(patient.id()));

        JsonNode document = patient.everything(support);

        assertThat(texts(document, "access_events", "caller")).contains("dhos-robot", "officer-1");
        assertThat(texts(document, "access_events", "client")).contains("desk");
        assertThat(texts(document, "holds", "held_by")).containsExactly("officer-1");
    }

    /** A person does not see the names of staff, neither in fields nor in requests. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", ZIP})
    void personSeesNoNamesOfStaff(String format) {
        String named = "jane-doe-" + System.nanoTime(); // not an id, because the log has the request id
        Client auditor = Client.bearing(
                Tokens.of("clinician_id", named, "read:gdm_telemetry_audit").claim("sub", "sub|" + named));
        auditor.with("X-Request-ID", "id-" + named)
                .with("X-Client", "app-" + named)
                .get(patient.path("access?caller=" + named));
        patient.hold();

        Download answer = Download.of(patient.own().with("Accept", format), patient.path("everything"));
        String text =
                format.equals(ZIP) ? answer.files().toString() : answer.json().toString();

        assertThat(text)
                .contains("/dhos/v1/patient/{owner_id}/access")
                .doesNotContain(named)
                .doesNotContain("officer-1")
                .doesNotContain(System.getenv("PROXY_URL"));
    }

    /** A person with the scope for all records gets the answer of a person about the own data. */
    @Test
    void ownAnswerHasNoNamesWhateverTheScope() {
        TestFleet.support().get(patient.kind().path(patient.id()));
        Client own = Client.bearing(Tokens.of("patient_id", patient.id(), Tokens.OWN + "read:gdm_telemetry_all"));

        assertThat(patient.everything(own).toString()).doesNotContain("dhos-robot");
    }

    private static List<String> withHeader(List<String> parts) {
        return Stream.concat(Stream.of("person_kind", "person_id", "time", "description"), parts.stream())
                .toList();
    }

    private static List<String> texts(JsonNode document, String part, String key) {
        return document.at("/" + part + "/records")
                .valueStream()
                .map(record -> record.get(key).asString())
                .toList();
    }

    private static List<Integer> counts(JsonNode document, List<String> parts) {
        return parts.stream()
                .map(part -> document.at("/" + part + "/records").size())
                .toList();
    }
}
