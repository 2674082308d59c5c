package health.polaris.telemetry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests about records are recorded, and what an event contains. */
class AccessRecordingIT extends Contract {
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;

    private final Recorded request = Recorded.request();
    private final Client support = request.by(TestFleet.support());
    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** A read of a person's records is recorded with caller, person, path, number of records and time. */
    @ParameterizedTest
    @EnumSource
    void readOfAPersonIsRecorded(RecordKind kind) throws SQLException {
        fleet.store(kind, person, kind.body());
        fleet.store(kind, person, kind.body());
        Instant before = Instant.now().minusSeconds(2);

        assertThat(support.with("X-Client", "desk").get(kind.path(person)).status())
                .isEqualTo(200);

        Map<String, String> event = request.event();
        assertThat(event)
                .containsEntry("action", "read")
                .containsEntry("outcome", "allowed")
                .containsEntry("caller", "dhos-robot")
                .containsEntry("subject", "")
                .containsEntry("issuer", System.getenv("PROXY_URL") + "/")
                .containsEntry("client", "desk")
                .containsEntry("person_kind", kind.claim().replace("_id", ""))
                .containsEntry("person_id", person)
                .containsEntry("question", kind.path("{owner_id}"))
                .containsEntry("records", "2");
        assertThat(UUID.fromString(event.get("id")).version()).isEqualTo(7);
        assertThat(OffsetDateTime.parse(event.get("time").replace(' ', 'T') + ":00")
                        .toInstant())
                .isBetween(before, Instant.now().plusSeconds(2));
    }

    /** The subject of a caller from the provider is recorded. */
    @Test
    void subjectIsRecorded() throws SQLException {
        String subject = "auth0|" + UUID.randomUUID();
        Client client = request.by(Client.bearing(
                Tokens.of("clinician_id", "dr-1", "read:gdm_telemetry_all").claim("sub", subject)));

        assertThat(client.get(PHONE.path(person)).status()).isEqualTo(200);

        assertThat(request.event()).containsEntry("subject", subject).containsEntry("caller", "dr-1");
    }

    /** A single record and the latest one count as one record; a missing one as none. */
    @Test
    void singleRecordsAreCounted() throws SQLException {
        String id = fleet.store(PHONE, person, PHONE.body()).uuid();

        support.get(PHONE.path(person) + "/" + id);
        support.get("/dhos/v1/patient/" + person + "/latest_installation");
        support.get("/dhos/v1/patient/" + person + "/installation/missing");
        support.get("/dhos/v1/clinician/" + person + "/latest_installation");

        assertThat(request.events()).extracting(event -> event.get("records")).containsExactly("1", "1", "0", "0");
        assertThat(request.events())
                .extracting(event -> event.get("question"))
                .startsWith("/dhos/v1/patient/{owner_id}/installation/{record_id}");
    }

    /** A read of a history is recorded with the number of versions. */
    @ParameterizedTest
    @EnumSource
    void readOfAHistoryIsRecorded(RecordKind kind) throws SQLException {
        String id = fleet.store(kind, person, kind.body()).uuid();

        support.get(kind.path(person) + "/" + id + "/history");

        assertThat(request.event())
                .containsEntry("action", "history")
                .containsEntry("person_id", person)
                .containsEntry("records", "1");
    }

    /** Responses without a body reveal something too: HEAD, 304, and 412 for a read. */
    @Test
    void responsesWithoutBodyAreRecorded() throws SQLException {
        String path = PHONE.path(person);
        String tag = TestFleet.support().get(path).header("ETag");

        assertThat(support.call("HEAD", path).status()).isEqualTo(200);
        assertThat(support.with("If-None-Match", tag).get(path).status()).isEqualTo(304);
        assertThat(support.with("If-Match", "\"other\"").get(path).status()).isEqualTo(412);

        assertThat(request.events())
                .hasSize(3)
                .allSatisfy(event -> assertThat(event).containsEntry("action", "read"));
    }

    /** A text to find people is recorded, except for the id of the person, who has a column, so that it can be erased. */
    @Test
    void findIsRecorded() throws SQLException {
        String code = "code-" + person;
        fleet.store(PHONE, person, PHONE.body().with("unique_device_code", code));

        support.get("/dhos/v1/find?q=" + code);
        support.get("/dhos/v1/find?q=" + person);
        support.get("/dhos/v1/find?q=" + person.substring(0, 20));

        assertThat(request.events())
                .extracting(event -> event.get("action") + " " + event.get("question") + " " + event.get("person_kind")
                        + event.get("person_id") + " " + event.get("records"))
                .containsExactly(
                        "search /dhos/v1/find?q=" + code + "  1",
                        "search /dhos/v1/find patient" + person + " 1",
                        "search /dhos/v1/find patient" + person + " 1");
    }

    /** People's own reads and writes are not recorded, even with the scope for all records. */
    @ParameterizedTest
    @ValueSource(strings = {Tokens.OWN, Tokens.OWN + "read:gdm_telemetry_all"})
    void ownAccessIsNotRecorded(String scope) throws SQLException {
        Client owner = request.by(Client.bearing(Tokens.of("patient_id", person, scope)));

        String id = owner.post(PHONE.path(person), PHONE.body()).uuid();
        owner.patch(PHONE.path(person) + "/" + id, Body.empty().with("app_version", "2"));
        owner.get(PHONE.path(person));
        owner.get(PHONE.path(person) + "/" + id);
        owner.get(PHONE.path(person) + "/missing");

        assertThat(request.events()).isEmpty();
    }

    /** A request with invalid parameters reads nothing and is not recorded. */
    @Test
    void invalidRequestIsNotRecorded() throws SQLException {
        assertThat(support.get("/dhos/v1/installation?colour=red").status()).isEqualTo(400);
        assertThat(support.get(PHONE.path(person) + "?limit=0").status()).isEqualTo(400);

        assertThat(request.events()).isEmpty();
    }

    /** A search is recorded with its sorted filters, without cursor and limit, and with the number of records. */
    @Test
    void searchIsRecorded() throws SQLException {
        fleet.store(PHONE, person, PHONE.body());
        fleet.store(PHONE, person, PHONE.body());
        String search = "/dhos/v1/installation?latest=false&limit=1&app_product=" + TestFleet.encoded(fleet.product());
        String next = TestFleet.next(TestFleet.support().get(search));

        assertThat(support.get("/dhos/v1/installation" + next).json()).hasSize(1);

        assertThat(request.event())
                .containsEntry("action", "search")
                .containsEntry("person_kind", "")
                .containsEntry("person_id", "")
                .containsEntry(
                        "question",
                        "/dhos/v1/installation?app_product=" + TestFleet.encoded(fleet.product()) + "&latest=false")
                .containsEntry("records", "1");
    }

    /** A search for one person is recorded with that person, whose id is not repeated among the filters. */
    @ParameterizedTest
    @EnumSource
    void searchForAPersonIsRecordedWithThePerson(RecordKind kind) throws SQLException {
        fleet.store(kind, person, kind.body());

        support.get(kind.search() + "?" + kind.claim() + "=" + person);

        assertThat(request.event())
                .containsEntry("action", "search")
                .containsEntry("person_kind", kind.claim().replace("_id", ""))
                .containsEntry("person_id", person)
                .containsEntry("question", kind.search())
                .containsEntry("records", "1");
    }

    /** Figures are recorded as searches without records; a list of people with outdated versions with its length. */
    @Test
    void figuresAreRecorded() throws SQLException {
        fleet.installed(person, "1.0", "2020-01-01");
        for (String figure : List.of("adoption", "platforms", "activity", "meters")) {
            assertThat(support.get("/dhos/v1/analytics/" + figure).status()).isEqualTo(200);
        }
        assertThat(fleet.ask(support, "/dhos/v1/analytics/outdated", "below", "2")
                        .status())
                .isEqualTo(200);

        assertThat(request.events()).extracting(event -> event.get("action")).containsOnly("search");
        assertThat(request.events()).extracting(event -> event.get("records")).containsExactly("0", "0", "0", "0", "1");
    }

    /** Requests that are not about people's data are not recorded. */
    @Test
    void otherRequestsAreNotRecorded() throws SQLException {
        support.get("/running");
        support.get("/dhos/v1/nothing");
        support.call("OPTIONS", "/dhos/v1/installation");

        assertThat(request.events()).isEmpty();
    }

    /** Texts of any length and content are recorded, cut and without control characters. */
    @Test
    void textsAreBounded() throws SQLException {
        String path = "/dhos/v1/patient/" + "%F0%9F%98%80".repeat(300) + "/blood_glucose_meter/1";

        assertThat(support.with("X-Client", "c".repeat(1_000)).get(path).status())
                .isEqualTo(403);
        assertThat(support.get("/dhos/v1/installation?model=" + "m".repeat(3_000))
                        .status())
                .isEqualTo(200);
        assertThat(support.get("/dhos/v1/installation?patient_id=a%01b").status())
                .isEqualTo(200);

        List<Map<String, String>> events = request.events();
        assertThat(events).hasSize(3);
        assertThat(events.get(0).get("person_id")).isEqualTo("\ud83d\ude00".repeat(256));
        assertThat(events.get(0).get("client")).hasSize(256);
        assertThat(events.get(1).get("question")).hasSize(1_024);
        assertThat(events.get(2).get("person_id")).isEqualTo("a\ufffdb");
    }

    /** Without its event nothing is returned: 503 with a problem detail, and no header of the response. */
    @ParameterizedTest
    @CsvSource({
        "GET, /dhos/v1/patient/%s/installation, application/json",
        "GET, /dhos/v1/installation?patient_id=%s, application/json",
        "GET, /dhos/v1/installation?patient_id=%s, text/csv",
        "GET, /dhos/v1/installation?patient_id=%s, application/x-ndjson",
        "HEAD, /dhos/v1/patient/%s/installation, application/json",
        "GET, /dhos/v1/patient/%s/blood_glucose_meter/1, application/json"
    })
    void nothingIsReturnedUnrecorded(String method, String path, String format) throws SQLException {
        fleet.store(PHONE, person, PHONE.body());
        fleet.store(PHONE, person, PHONE.body());
        double before = failures();
        request.whileRejected(() -> {
            Answer answer = support.with("Accept", format).call(method, path.formatted(person) + limit(path, format));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            assertThat(answer.header("Link") + answer.header("Content-Disposition"))
                    .isEmpty();
            assertThat(answer.text()).doesNotContain(person, fleet.product());
            if (method.equals("GET")) {
                assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
                assertThat(answer.detail())
                        .isEqualTo("The access could not be recorded, so no data are returned. Try again later.");
            }
        });
        assertThat(failures()).isEqualTo(before + 1);
        assertThat(request.events()).isEmpty();
    }

    private static String limit(String path, String format) {
        return format.equals("application/json") && path.contains("?") ? "&limit=1" : "";
    }

    /** Recorded accesses are counted by action and outcome. */
    @Test
    void eventsAreCounted() {
        String series = "access_events_total{action=\"read\",outcome=\"allowed\"}";
        double before = MetricsText.of(Client.anonymous()).find(series).orElse(0.0);

        support.get(PHONE.path(person));

        assertThat(MetricsText.of(Client.anonymous()).find(series)).contains(before + 1);
    }

    /** An emptied database keeps its events, and gets one more. */
    @Test
    void dropOfDataIsRecorded() throws SQLException {
        support.get(PHONE.path(person));

        assertThat(support.call("POST", "/drop_data").status()).isEqualTo(200);

        assertThat(request.events()).extracting(event -> event.get("action")).containsExactly("read", "drop_data");
        assertThat(request.events().get(1)).containsEntry("outcome", "allowed").containsEntry("records", "0");
    }

    /** Data whose removal cannot be recorded stay. */
    @Test
    void dataStayIfTheirRemovalCannotBeRecorded() throws SQLException {
        fleet.store(PHONE, person, PHONE.body());
        request.whileRejected(
                () -> assertThat(support.call("POST", "/drop_data").status()).isEqualTo(500));

        assertThat(TestFleet.support().get(PHONE.path(person)).json()).hasSize(1);
    }

    private static double failures() {
        return MetricsText.of(Client.anonymous())
                .find("access_events_failed_total")
                .orElseThrow();
    }
}
