package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.audit.Recorded;
import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.TestProvider;
import health.polaris.telemetry.contract.Tokens;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Access events as FHIR. */
class AuditEventIT extends Contract {
    private static final String PATH = "/fhir/AuditEvent";

    private final String person = TestFleet.person();
    private final String caller = "dr-" + UUID.randomUUID();
    private final Client support = Client.bearing(
            Tokens.of("clinician_id", caller, "read:gdm_telemetry_all").claim("sub", "sub-" + caller));
    private final Client auditor = Client.bearing(Tokens.of("clinician_id", "auditor", "read:gdm_telemetry_audit"));

    /** A read of a patient's records follows the pattern PatientRead: the client is the destination of the data. */
    @Test
    void readFollowsItsPattern() {
        support.with("X-Request-ID", "request-1").with("X-Client", "desk").get(path());

        JsonNode event = only("patient=" + person);

        assertThat(event.get("resourceType").asString()).isEqualTo("AuditEvent");
        assertThat(event.at("/type/code").asString()).isEqualTo("rest");
        assertThat(event.at("/subtype/0/code").asString()).isEqualTo("read");
        assertThat(event.get("action").asString()).isEqualTo("R");
        assertThat(event.get("outcome").asString()).isEqualTo("0");
        assertThat(codes(event.get("agent"))).containsExactly("110152 false", "110153 false", "IRCP true");
        assertThat(event.at("/agent/0/who/display").asString()).isEqualTo("desk");
        assertThat(event.at("/agent/2/name").asString()).isEqualTo(caller);
        assertThat(event.at("/agent/2/who/identifier/value").asString()).isEqualTo("sub-" + caller);
        assertThat(event.at("/entity/0/what/identifier/value").asString()).isEqualTo(person);
        assertThat(event.at("/entity/0/role/code").asString()).isEqualTo("1");
        assertThat(event.at("/entity/1/role/code").asString()).isEqualTo("4");
        assertThat(event.at("/entity/1/what/display").asString()).isEqualTo("/dhos/v1/patient/{owner_id}/installation");
        assertThat(event.at("/entity/1/detail/0/valueString").asString()).isEqualTo("0");
        assertThat(event.at("/entity/2/what/identifier/value").asString()).isEqualTo("request-1");
    }

    /** A search follows the pattern PatientQuery: the client is the source of the query, which is in Base64. */
    @Test
    void searchFollowsItsPattern() {
        support.get(Devices.PATH + "?patient=" + person + "&manufacturer=acme");

        JsonNode event = only("patient=" + person);

        assertThat(event.at("/subtype/0/code").asString()).isEqualTo("search");
        assertThat(event.get("action").asString()).isEqualTo("E");
        assertThat(codes(event.get("agent"))).containsExactly("110153 false", "110152 false", "IRCP true");
        assertThat(event.at("/entity/1/role/code").asString()).isEqualTo("24");
        assertThat(new String(
                        Base64.getDecoder().decode(event.at("/entity/1/query").asString()), StandardCharsets.UTF_8))
                .isEqualTo("/fhir/Device?manufacturer=acme");
    }

    /** A denial is a failure. */
    @Test
    void denialIsAFailure() {
        auditor.get(path());

        JsonNode event = only("patient=" + person);

        assertThat(event.get("outcome").asString()).isEqualTo("4");
    }

    /** Each parameter selects the matching events. */
    @ParameterizedTest
    @CsvSource({
        "'', E R",
        "&action=R, R",
        "'&action=R,E', E R",
        "&action=C, ''",
        "&action=D, ''",
        "&date=ge2020, E R",
        "&date=lt2020-06-01, ''",
        "&date=gt2020&date=lt2021, ''",
        "&agent:identifier=SUBJECT, E R",
        "&agent.identifier=CALLER, E R",
        "&agent:identifier=ISSUER%7CSUBJECT, E R",
        "&agent:identifier=other, ''"
    })
    void parametersSelectEvents(String query, String actions) {
        support.get(path());
        support.get(Devices.PATH + "?patient=" + person);

        Answer answer = auditor.get(PATH + "?patient=" + person
                + query.replace("SUBJECT", "sub-" + caller)
                        .replace("CALLER", caller)
                        .replace("ISSUER", TestFleet.encoded(System.getenv("PROXY_URL") + "/")));

        assertThat(String.join(
                        " ",
                        events(answer).stream()
                                .map(event -> event.get("action").asString())
                                .toList()))
                .isEqualTo(actions);
    }

    /** One event, by its address. */
    @Test
    void eventHasAnAddress() {
        support.get(path());
        String id = only("patient=" + person).get("id").asString();

        assertThat(auditor.get(PATH + "/" + id).json().get("id").asString()).isEqualTo(id);
        assertThat(only("_id=" + id).get("id").asString()).isEqualTo(id);
        assertThat(auditor.get(PATH + "/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(auditor.get(PATH + "/x").status()).isEqualTo(404);
    }

    /** Pages neither repeat nor omit events. */
    @Test
    void pagesAreComplete() {
        for (int at = 0; at < 5; at++) {
            support.with("X-Request-ID", "request-" + at).get(path());
        }

        List<String> requests = new ArrayList<>();
        String next = PATH + "?patient=" + person + "&_count=2";
        while (!next.isEmpty()) {
            Answer page = auditor.get(next);
            events(page)
                    .forEach(event -> requests.add(
                            event.at("/entity/2/what/identifier/value").asString()));
            next = Devices.link(page, "next");
        }

        assertThat(requests).containsExactly("request-4", "request-3", "request-2", "request-1", "request-0");
    }

    /** Auditors may read events, by a scope of either kind; others may not. */
    @Test
    void onlyAuditorsRead() {
        Client smart = Client.bearing(TestProvider.trusted().token("x", "auditor", "user/AuditEvent.rs"));

        assertThat(smart.get(PATH + "?patient=" + person).status()).isEqualTo(200);
        assertThat(smart.get(Devices.PATH).status()).isEqualTo(403);
        for (String path : List.of(PATH, PATH + "/x")) {
            assertThat(Client.anonymous().get(path).status()).isEqualTo(401);
            assertThat(support.get(path).status()).isEqualTo(403);
            assertThat(Client.patient(person).get(path).status()).isEqualTo(403);
            assertThat(Client.bearing(Tokens.of("clinician_id", "x", "user/AuditEvent.rs"))
                            .get(path)
                            .status())
                    .isEqualTo(403);
        }
    }

    /** Looks into the events are recorded, too. */
    @Test
    void looksAreRecorded() throws SQLException {
        Recorded request = Recorded.request();

        request.by(auditor).get(PATH + "?patient:identifier=" + person);

        assertThat(request.event())
                .containsEntry("action", "audit")
                .containsEntry("person_id", person)
                .containsEntry("question", "/fhir/AuditEvent");
    }

    /** Invalid values are rejected. */
    @ParameterizedTest
    @ValueSource(
            strings = {"action=X", "date=now", "agent:identifier=a&agent.identifier=a", "_summary=count", "agent:x=a"})
    void invalidParametersAreRejected(String query) {
        assertThat(auditor.get(PATH + "?" + query).status()).isEqualTo(400);
    }

    private String path() {
        return "/dhos/v1/patient/" + person + "/installation";
    }

    private JsonNode only(String query) {
        List<JsonNode> events = events(auditor.get(PATH + "?" + query));
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    /** The events of a page, without the looks into the events. */
    private static List<JsonNode> events(Answer page) {
        assertThat(page.status()).as(page.text()).isEqualTo(200);
        return page.json()
                .path("entry")
                .valueStream()
                .map(entry -> entry.get("resource"))
                .filter(event -> !event.toString().contains("/fhir/AuditEvent\""))
                .toList();
    }

    private static List<String> codes(JsonNode agents) {
        return agents.valueStream()
                .map(agent -> agent.at("/type/coding/0/code").asString() + " "
                        + agent.get("requestor").asBoolean())
                .toList();
    }
}
