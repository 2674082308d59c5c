package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** A server with a public address and systems of identifiers, without an identity provider. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FhirSettingsIT {
    private static final String ADDRESS = "https://telemetry.example.org/fhir";
    private static final String PATIENTS = "https://hospital.example.org/id/patient";
    private static final String CLINICIANS = "urn:oid:2.999.1";
    private static final String DEVICES = "urn:oid:2.999.2";

    private static LocalServer server;

    private final String person = TestFleet.person();
    private final Client support = TestFleet.support().at(server.uri());

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("FHIR_URL", ADDRESS + "/");
        environment.put("FHIR_PATIENT_SYSTEM", PATIENTS);
        environment.put("FHIR_CLINICIAN_SYSTEM", CLINICIANS);
        environment.put("FHIR_DEVICE_SYSTEM", DEVICES);
        List.of("AUTH0_DOMAIN", "AUTH0_AUDIENCE", "AUTH0_METADATA", "CONSOLE_CLIENT_ID")
                .forEach(environment::remove);
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        server.awaitRunning();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Identifiers have their systems, and links the public address. */
    @Test
    void systemsAndAddressAreConfigured() {
        String phone = store(RecordKind.PATIENT_INSTALLATION);
        String desktop = store(RecordKind.CLINICIAN_INSTALLATION);

        JsonNode page = support.get(Devices.PATH + "?patient=" + person).json();

        assertThat(page.at("/entry/0/fullUrl").asString()).isEqualTo(ADDRESS + "/Device/" + phone);
        assertThat(page.at("/link/0/url").asString()).isEqualTo(ADDRESS + "/Device?patient=" + person);
        assertThat(page.at("/entry/0/resource/patient/identifier/system").asString())
                .isEqualTo(PATIENTS);
        assertThat(page.at("/entry/0/resource/identifier/1/system").asString()).isEqualTo(DEVICES);
        assertThat(support.get(Devices.PATH + "/" + desktop)
                        .json()
                        .at("/note/0/authorReference/identifier/system")
                        .asString())
                .isEqualTo(CLINICIANS);
    }

    /** Searches by identifier understand the systems. */
    @Test
    void systemsAreSearched() {
        String phone = store(RecordKind.PATIENT_INSTALLATION);
        String patient = Devices.PATH + "?patient.identifier=";

        Answer found = support.get(patient + PATIENTS + "%7C" + person + "&identifier=" + DEVICES + "%7C1234");

        assertThat(Devices.ids(found)).containsExactly(phone);
        assertThat(Devices.ids(support.get(patient + person))).containsExactly(phone);
        assertThat(Devices.ids(support.get(patient + person + "&identifier=%7C1234")))
                .isEmpty();
        assertThat(support.get(patient + CLINICIANS + "%7C" + person).status()).isEqualTo(400);
    }

    /** Without a provider there is no configuration of SMART. */
    @Test
    void withoutProviderThereIsNoSmartConfiguration() {
        Answer answer = support.get("/fhir/.well-known/smart-configuration");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(Devices.issue(answer)).startsWith("OperationOutcome error not-found");
        assertThat(support.get("/fhir/metadata").json().at("/rest/0/security").has("service"))
                .isFalse();
    }

    private String store(RecordKind kind) {
        Body body = kind.body();
        return Devices.id(
                kind,
                Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN))
                        .at(server.uri())
                        .post(kind.path(person), body)
                        .uuid());
    }
}
