package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.LockedTables;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Everything that is held about a person: content, rights, recording, and both formats. */
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

        JsonNode document = everything(patient.own(), patient);

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

        JsonNode document = everything(clinician.own(), clinician);

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

        List<JsonNode> found = everything(person.own(), person)
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

        JsonNode document = everything(patient.own(), patient);

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

        assertThat(counts(everything(patient.own(), patient), PARTS_OF_PATIENT)).containsOnly(0);
    }

    /** A person without any data gets empty parts. */
    @Test
    void personWithoutDataGetsEmptyParts() {
        assertThat(counts(everything(patient.own(), patient), PARTS_OF_PATIENT)).containsOnly(0);
        assertThat(counts(everything(clinician.own(), clinician), PARTS_OF_CLINICIAN))
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

        JsonNode document = everything(patient.own(), patient);

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

        JsonNode document = everything(support, patient);

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

        assertThat(everything(own, patient).toString()).doesNotContain("dhos-robot");
    }

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
        everything(patient.own().with("X-Request-ID", requestId), patient);

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

    /** The ZIP file has the same records as the document, each part in a file, and the descriptions. */
    @Test
    void zipHasTheContentOfTheDocument() {
        patient.createAndChange();
        patient.create();
        meterOwner.createAndChange();
        patient.hold();
        TestFleet.support().get(patient.kind().path(patient.id()));

        Download zip = Download.of(patient.own().with("Accept", ZIP), patient.path("everything"));
        JsonNode document = everything(patient.own(), patient);

        assertThat(zip.files().keySet())
                .containsExactlyElementsOf(Stream.concat(
                                Stream.of("README.txt"),
                                PARTS_OF_PATIENT.stream().map(part -> part + ".csv"))
                        .toList());
        for (String part : PARTS_OF_PATIENT) {
            List<Map<String, String>> rows = zip.rows(part + ".csv");
            // JSON omits some absent values
            rows.forEach(row -> row.values().removeIf(String::isEmpty));
            assertThat(rows)
                    .as(part)
                    .isEqualTo(document.at("/" + part + "/records")
                            .valueStream()
                            .map(EverythingIT::asRow)
                            .toList());
            assertThat(zip.files().get("README.txt"))
                    .contains(part + ".csv")
                    .contains(document.at("/" + part + "/description").asString());
        }
    }

    /** The responses are attachments whose name does not identify the person, and no cache stores them. */
    @ParameterizedTest
    @CsvSource({
        "application/json, everything.json",
        "application/zip, everything.zip",
        "'image/png, */*;q=0.1', everything.json"
    })
    void headersSuitADownload(String accept, String file) {
        Answer answer = patient.own().with("Accept", accept).get(patient.path("everything"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"" + file + "\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Vary")).isEqualTo("Accept");
    }

    /** Other media types are not available. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson", "text/html", "application/json;q=0"})
    void otherMediaTypesAreNotAvailable(String accept) {
        Answer answer = patient.own().with("Accept", accept).get(patient.path("everything"));

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.detail()).contains("application/json", ZIP);
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

    /** The options of CSV apply to the ZIP file. */
    @Test
    void optionsOfCsvApplyToZip() {
        patient.create();

        Download zip =
                Download.of(patient.own().with("Accept", ZIP), patient.path("everything?bom=true&spreadsheet=true"));

        assertThat(zip.files().get("installations.csv")).startsWith("\ufeff").contains("=\"\"18.1.4\"\"");
    }

    /** Unknown and inapplicable parameters are rejected. */
    @ParameterizedTest
    @CsvSource({
        "application/json, bom=true",
        "application/json, limit=1",
        "application/zip, cursor=x",
        "application/zip, bom=maybe",
        "application/json, other=1"
    })
    void wrongParametersAreRejected(String format, String parameter) {
        assertThat(patient.own()
                        .with("Accept", format)
                        .get(patient.path("everything?" + parameter))
                        .status())
                .isEqualTo(400);
    }

    private static JsonNode everything(Client client, DataSubject person) {
        Answer answer = client.get(person.path("everything"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
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

    /** A record as CSV has it, without empty values. */
    private static Map<String, String> asRow(JsonNode record) {
        Map<String, String> row = new LinkedHashMap<>();
        record.propertyStream().forEach(field -> row.put(field.getKey(), asCell(field.getValue())));
        row.values().removeIf(String::isEmpty);
        return row;
    }

    private static String asCell(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(JsonNode::asString).collect(Collectors.joining(";"));
        }
        return value.isNull() ? "" : value.asString();
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
