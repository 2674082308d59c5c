package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.audit.Recorded;
import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.TestProvider;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read devices, and which reads are recorded. */
class DeviceAccessIT extends Contract {
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;

    private final String person = TestFleet.person();
    private final Recorded request = Recorded.request();

    /** People read their own devices, support those of everybody. */
    @ParameterizedTest
    @EnumSource
    void ownerAndSupportRead(RecordKind kind) {
        String id = Devices.store(kind, person, kind.body());

        for (Client client : List.of(Devices.owner(kind, person), TestFleet.support())) {
            assertThat(client.get(Devices.PATH + "/" + id).status()).isEqualTo(200);
            assertThat(Devices.ids(client.get(Devices.PATH + "?_id=" + id))).containsExactly(id);
            assertThat(client.get(Devices.PATH + "/" + id + "/_history").status())
                    .isEqualTo(200);
        }
    }

    /** The devices of other people are not found, even by those who have several devices. */
    @ParameterizedTest
    @EnumSource
    void othersAreNotFound(RecordKind kind) {
        String id = Devices.store(kind, person, kind.body());
        String other = TestFleet.person();
        String own = Devices.store(kind, other, kind.body());
        Client client = Devices.owner(kind, other);

        assertThat(client.get(Devices.PATH + "/" + id).status()).isEqualTo(404);
        assertThat(client.get(Devices.PATH + "/" + id + "/_history").status()).isEqualTo(404);
        assertThat(Devices.ids(client.get(Devices.PATH + "?_id=" + id))).isEmpty();
        assertThat(Devices.ids(client.get(Devices.PATH))).containsExactly(own);
    }

    /** A token with several ids reads the devices of all of them, and of nobody else. */
    @Test
    void severalPeopleAreReadTogether() {
        String other = TestFleet.person();
        String first = Devices.store(PHONE, person, PHONE.body());
        String second = Devices.store(PHONE, other, PHONE.body());
        Client both = Client.bearing(Tokens.of("patient_id", List.of(person, other), Tokens.OWN));

        assertThat(Devices.ids(both.get(Devices.PATH))).containsExactly(second, first);
        assertThat(Devices.ids(both.get(Devices.PATH + "?patient=" + other))).containsExactly(second);
    }

    /** A search that names another patient is denied. */
    @Test
    void anotherPatientIsDenied() {
        Answer answer = Client.patient(person).get(Devices.PATH + "?patient=" + TestFleet.person());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(Devices.issue(answer)).startsWith("OperationOutcome error forbidden");
    }

    /** Without a token, with an invalid one, or with another right, nothing is read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                Devices.PATH,
                Devices.PATH + "/phone-1",
                Devices.PATH + "/phone-1/_history",
                Devices.PATH + "/phone-1/_history/1"
            })
    void otherCallersAreDenied(String path) {
        Answer anonymous = Client.anonymous().get(path);

        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(anonymous.header("Content-Type")).isEqualTo("application/fhir+json");
        assertThat(Devices.issue(anonymous)).startsWith("OperationOutcome error login");
        assertThat(Client.bearing("x").get(path).status()).isEqualTo(401);
        for (String scope : List.of("write:gdm_telemetry", "read:gdm_telemetry_audit", "erase:gdm_telemetry", "")) {
            assertThat(Client.bearing(Tokens.of("patient_id", person, scope))
                            .get(path)
                            .status())
                    .isEqualTo(403);
        }
        assertThat(Client.bearing(Tokens.of("system_id", "robot", Tokens.OWN))
                        .get(path)
                        .status())
                .isEqualTo(403);
    }

    /** Scopes of SMART are accepted from the provider: the patient of the token, or everybody. */
    @Test
    void smartScopesAreAccepted() {
        String id = Devices.store(PHONE, person, PHONE.body());
        String desktop =
                Devices.store(RecordKind.CLINICIAN_INSTALLATION, person, RecordKind.CLINICIAN_INSTALLATION.body());
        Client patient = Client.bearing(TestProvider.trusted().token("patient_id", person, "patient/Device.rs"));
        Client system = Client.bearing(TestProvider.trusted().token("x", "engine", "system/Device.rs"));

        assertThat(Devices.ids(patient.get(Devices.PATH))).containsExactly(id);
        assertThat(patient.get(Devices.PATH + "/" + desktop).status()).isEqualTo(404);
        assertThat(system.get(Devices.PATH + "/" + desktop).status()).isEqualTo(200);
        Answer phone = system.get(Devices.PATH + "/" + id);
        assertThat(phone.status()).isEqualTo(200);
        assertThat(phone.json().has("deviceName")).isFalse();
    }

    /** The SMART claim {@code patient} replaces the ids of the token, and means nothing to the platform's API. */
    @Test
    void smartPatientIsTheClaim() {
        String id = Devices.store(PHONE, person, PHONE.body());
        String other = TestFleet.person();
        Devices.store(PHONE, other, PHONE.body());
        Client client = Client.bearing(TestProvider.trusted()
                .signing(
                        TestProvider.trusted()
                                .token("patient_id", other, "patient/Device.rs")
                                .claim("patient", person),
                        "RS256"));
        Client staff = Client.bearing(TestProvider.trusted()
                .signing(
                        TestProvider.trusted()
                                .token("clinician_id", "dr", Tokens.OWN)
                                .claim("patient", person),
                        "RS256"));

        assertThat(Devices.ids(client.get(Devices.PATH))).containsExactly(id);
        assertThat(staff.get(PHONE.path(person)).status()).isEqualTo(403);
        assertThat(Devices.ids(staff.get(Devices.PATH))).isEmpty();
        assertThat(client.get(PHONE.path(other)).status()).isEqualTo(403);
    }

    /** The platform's tokens cannot have scopes of SMART. */
    @ParameterizedTest
    @ValueSource(strings = {"patient/Device.rs", "system/Device.rs"})
    void smartScopesOfThePlatformAreIgnored(String scope) {
        assertThat(Client.bearing(Tokens.of("patient_id", person, scope))
                        .get(Devices.PATH)
                        .status())
                .isEqualTo(403);
    }

    /** Reads with a right to everybody's records are recorded with the person, before the response. */
    @Test
    void readsOfOthersAreRecorded() throws SQLException {
        String id = Devices.store(PHONE, person, PHONE.body());
        Client support = request.by(TestFleet.support());

        support.get(Devices.PATH + "/" + id);
        support.get(Devices.PATH + "/" + id + "/_history");
        support.get(Devices.PATH + "?patient=Patient/" + person + "&_count=5&secret=" + person);
        support.get(Devices.PATH + "?manufacturer=no-such-" + person);
        support.get(Devices.PATH + "/phone-missing");

        assertThat(request.events())
                .extracting(event -> String.join(
                        " ",
                        event.get("action"),
                        event.get("question"),
                        event.get("person_kind"),
                        event.get("person_id"),
                        event.get("records"),
                        event.get("outcome")))
                .containsExactly(
                        "read /fhir/Device/{id} patient " + person + " 1 allowed",
                        "history /fhir/Device/{id}/_history patient " + person + " 1 allowed",
                        "search /fhir/Device?_count=5 patient " + person + " 1 allowed",
                        "search /fhir/Device?manufacturer=no-such-" + person + "   0 allowed",
                        "read /fhir/Device/{id}   0 allowed");
    }

    /** The systems of SMART are recorded like support, and denials of callers with a right to others. */
    @Test
    void systemsAndDenialsAreRecorded() throws SQLException {
        request.by(Client.bearing(TestProvider.trusted().token("x", "engine", "system/Device.rs")))
                .get(Devices.PATH + "?patient=" + person);
        request.by(Client.bearing(Tokens.of("clinician_id", "auditor", "read:gdm_telemetry_audit")))
                .get(Devices.PATH);

        assertThat(request.events())
                .extracting(event -> event.get("subject") + " " + event.get("caller") + " " + event.get("outcome"))
                .containsExactly("auth0|engine unknown allowed", " auditor denied");
    }

    /** People's own reads are not recorded. */
    @Test
    void ownReadsAreNotRecorded() throws SQLException {
        String id = Devices.store(PHONE, person, PHONE.body());
        Client patient = request.by(Client.patient(person));

        patient.get(Devices.PATH + "/" + id);
        patient.get(Devices.PATH);
        patient.get(Devices.PATH + "/phone-missing");
        request.by(Client.bearing(TestProvider.trusted().token("patient_id", person, "patient/Device.rs")))
                .get(Devices.PATH);

        assertThat(request.events()).isEmpty();
    }

    /** If a read cannot be recorded, no data are returned. */
    @Test
    void unrecordedReadsReturnNothing() throws SQLException {
        String id = Devices.store(PHONE, person, PHONE.body());

        request.whileRejected(() -> {
            Answer answer = request.by(TestFleet.support()).get(Devices.PATH + "/" + id);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotEmpty();
            assertThat(Devices.issue(answer)).startsWith("OperationOutcome error transient");
        });
    }

    /** The id of a person who was erased is removed from these events, too. */
    @Test
    void eventsAreErased() throws SQLException {
        request.by(TestFleet.support()).get(Devices.PATH + "?patient=" + person);

        Client.bearing(Tokens.of("clinician_id", "officer", "erase:gdm_telemetry"))
                .post("/dhos/v1/patient/" + person + "/erasure", "{\"reason\": \"request\", \"mode\": \"erase\"}");

        Map<String, String> event = request.event();
        assertThat(event.values()).noneMatch(value -> value != null && value.contains(person));
    }
}
