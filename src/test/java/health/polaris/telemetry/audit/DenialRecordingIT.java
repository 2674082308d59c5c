package health.polaris.telemetry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which denials are recorded, and what their events contain. */
class DenialRecordingIT extends Contract {
    private static final String READ_ALL = "read:gdm_telemetry_all";
    private static final String AUDIT = "read:gdm_telemetry_audit";
    private static final String ERASE = "erase:gdm_telemetry";
    private static final String PHONE = "/dhos/v1/patient/{owner_id}/";
    private static final String COMPUTER = "/dhos/v1/clinician/{owner_id}/";

    private final Recorded request = Recorded.request();
    private final String person = TestFleet.person();

    /**
     * An operation, and a scope beyond own records that does not permit it.
     *
     * @param path the path, with {@code {owner_id}} for the person
     * @param kind the kind of the person in the event; empty for many people
     * @param question the question in the event
     */
    record Operation(String method, String path, String scope, String action, String kind, String question) {
        private Operation(String method, String path, String scope, String action, String kind) {
            this(method, path, scope, action, kind, path.replace("/1", "/{record_id}"));
        }

        String of(String person) {
            return path.replace("{owner_id}", person);
        }
    }

    static Stream<Operation> operations() {
        return Stream.of(
                new Operation("GET", PHONE + "installation", AUDIT, "read", "patient"),
                new Operation("GET", PHONE + "latest_installation", ERASE, "read", "patient"),
                new Operation("GET", PHONE + "installation/1", AUDIT, "read", "patient"),
                new Operation("GET", PHONE + "blood_glucose_meter/1", READ_ALL, "read", "patient"),
                new Operation("POST", PHONE + "installation", READ_ALL, "write", "patient"),
                new Operation("PATCH", COMPUTER + "installation/1", READ_ALL, "write", "clinician"),
                new Operation("GET", PHONE + "installation/1/history", AUDIT, "history", "patient"),
                new Operation("GET", COMPUTER + "installation/1/history", ERASE, "history", "clinician"),
                new Operation("GET", PHONE + "blood_glucose_meter/1/history", AUDIT, "history", "patient"),
                new Operation("GET", PHONE + "everything", AUDIT, "read", "patient"),
                new Operation("GET", COMPUTER + "everything", ERASE, "read", "clinician"),
                new Operation("POST", PHONE + "erasure", READ_ALL, "erase", "patient"),
                new Operation("DELETE", COMPUTER + "erasure", READ_ALL, "erase", "clinician"),
                new Operation("PUT", PHONE + "hold", READ_ALL, "hold", "patient"),
                new Operation("DELETE", COMPUTER + "hold", AUDIT, "release", "clinician"),
                new Operation("GET", PHONE + "access", READ_ALL, "audit", "patient"),
                new Operation("GET", COMPUTER + "access", ERASE, "audit", "clinician"),
                new Operation("GET", "/dhos/v1/erasure", READ_ALL, "search", ""),
                new Operation("POST", "/dhos/v1/erasure/replay", READ_ALL, "erase", ""),
                new Operation("GET", "/dhos/v1/retention", READ_ALL, "retention", ""),
                new Operation("GET", "/dhos/v1/find?q={owner_id}", AUDIT, "search", "", "/dhos/v1/find"),
                new Operation(
                        "GET",
                        "/dhos/v1/access_event?person={owner_id}&outcome=denied&cursor=c",
                        READ_ALL,
                        "audit",
                        null,
                        "/dhos/v1/access_event?outcome=denied"),
                new Operation(
                        "GET",
                        "/dhos/v1/installation?patient_id={owner_id}&model=a&cursor=c&limit=1",
                        ERASE,
                        "search",
                        "patient",
                        "/dhos/v1/installation?model=a"),
                new Operation(
                        "GET",
                        "/fhir/Device?patient=Patient/{owner_id}&model=a",
                        AUDIT,
                        "search",
                        "patient",
                        "/fhir/Device?model=a"),
                new Operation(
                        "GET",
                        "/fhir/AuditEvent?patient:identifier=%7C{owner_id}",
                        READ_ALL,
                        "audit",
                        "patient",
                        "/fhir/AuditEvent"),
                new Operation(
                        "GET",
                        "/dhos/v1/analytics/recall?serial_number_starts=SN-104",
                        AUDIT,
                        "search",
                        "",
                        "/dhos/v1/analytics/recall?serial_number_starts=SN-104"));
    }

    /** A denial is recorded for a caller with a right beyond own records. */
    @ParameterizedTest
    @MethodSource("operations")
    void denialOfStaffIsRecorded(Operation operation) throws SQLException {
        Client staff = Client.bearing(Tokens.of("clinician_id", "dr-1", operation.scope()));

        assertDenied(staff, operation);

        assertRecorded(operation, "dr-1");
    }

    /** A denial is recorded for a system, whatever its scopes. */
    @ParameterizedTest
    @MethodSource("operations")
    void denialOfASystemIsRecorded(Operation operation) throws SQLException {
        assertDenied(Client.bearing(Tokens.of("system_id", "robot", "")), operation);

        assertRecorded(operation, "robot");
    }

    /** A denial of a patient's app is not recorded, neither about the patient nor about others. */
    @ParameterizedTest
    @MethodSource("operations")
    void denialOfAPatientIsNotRecorded(Operation operation) throws SQLException {
        assertDenied(Client.patient(TestFleet.person()), operation);
        assertDenied(Client.bearing(Tokens.of("patient_id", person, "")), operation);

        assertThat(request.events()).isEmpty();
    }

    /** A request without a valid token is not recorded. */
    @ParameterizedTest
    @MethodSource("operations")
    void requestWithoutATokenIsNotRecorded(Operation operation) throws SQLException {
        assertThat(call(Client.anonymous(), operation).status()).isEqualTo(401);
        assertThat(call(Client.bearing("x"), operation).status()).isEqualTo(401);

        assertThat(request.events()).isEmpty();
    }

    /** The event of a denial has the filters that the event of an allowed search has. */
    @ParameterizedTest
    @MethodSource("searches")
    void denialKeepsTheFiltersOfAnAllowedSearch(String search) throws SQLException {
        Recorded allowed = Recorded.request();
        assertThat(allowed.by(TestFleet.support()).get(search).status()).isEqualTo(200);
        request.by(Client.bearing(Tokens.of("clinician_id", "dr-1", AUDIT))).get(search);

        assertThat(request.event())
                .containsEntry("question", allowed.event().get("question"))
                .containsEntry("person_kind", allowed.event().get("person_kind"))
                .containsEntry("person_id", allowed.event().get("person_id"))
                .containsEntry("outcome", "denied");
        assertThat(allowed.event()).containsEntry("outcome", "allowed");
    }

    static List<String> searches() {
        return List.of(
                RecordKind.PATIENT_INSTALLATION.search() + "?latest=true&app_version=1&app_version=2&limit=5",
                RecordKind.PATIENT_INSTALLATION.search() + "?patient_id=p&unique_device_code=d",
                RecordKind.BLOOD_GLUCOSE_METER.search() + "?serial_number_starts=SN-104",
                "/dhos/v1/analytics/adoption?kind=patient&from=2026-01-01",
                "/dhos/v1/analytics/recall?serial_number_starts=SN-104&limit=5");
    }

    /**
     * No parameter other than the filters is kept, as a denied request, or a read of one record, may have any: a token, an
     * id, or a field of a record.
     */
    @Test
    void otherParametersAreNotKept() throws SQLException {
        String token = Tokens.system().signed();
        String others = "?access_token=" + token + "&display_name=Mary&id=" + person + "&" + token;

        request.by(TestFleet.support()).get("/dhos/v1/patient/" + person + "/installation/1" + others);
        request.by(Client.bearing(Tokens.of("clinician_id", "dr-1", AUDIT)))
                .get("/dhos/v1/installation" + others + "&model=a");

        assertThat(request.events())
                .extracting(event -> event.get("question"))
                .containsExactly(
                        "/dhos/v1/patient/{owner_id}/installation/{record_id}", "/dhos/v1/installation?model=a");
    }

    /** A text of another operation to find people is not kept: it may be the id of a person. */
    @Test
    void textOfAnotherOperationIsNotKept() throws SQLException {
        request.by(TestFleet.support()).get("/dhos/v1/patient/p/installation/1?q=" + person);

        assertThat(request.event()).containsEntry("question", "/dhos/v1/patient/{owner_id}/installation/{record_id}");
    }

    /** The body of a denied request is not kept. */
    @Test
    void bodyIsNotKept() throws SQLException {
        request.by(Client.bearing(Tokens.of("clinician_id", "dr-1", READ_ALL)))
                .post("/dhos/v1/patient/" + person + "/installation", RecordKind.PATIENT_INSTALLATION.body());

        assertThat(request.event().toString()).doesNotContain("Samsung", "GDM");
    }

    private void assertDenied(Client client, Operation operation) {
        assertThat(call(client, operation).status()).isEqualTo(403);
    }

    private Answer call(Client client, Operation operation) {
        return request.by(client)
                .with("Content-Type", "application/json")
                .call(operation.method(), operation.of(person));
    }

    private void assertRecorded(Operation operation, String caller) throws SQLException {
        Map<String, String> event = request.event();
        boolean ofPerson = operation.kind() == null || !operation.kind().isEmpty();
        assertThat(event)
                .containsEntry("action", operation.action())
                .containsEntry("outcome", "denied")
                .containsEntry("caller", caller)
                .containsEntry("person_kind", operation.kind() == null ? "" : operation.kind())
                .containsEntry("person_id", ofPerson ? person : "")
                .containsEntry("question", operation.question())
                .containsEntry("records", "0");
        assertThat(event.get("question")).doesNotContain(person);
    }
}
