package health.polaris.telemetry.audit.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Pages and exports of access events. */
class AccessEventIT extends Contract {
    private static final String EVENTS = "/dhos/v1/access_event";

    private final String person = TestFleet.person();
    private final String caller = "dr " + UUID.randomUUID();
    private final Client support = Client.bearing(
            Tokens.of("clinician_id", caller, "read:gdm_telemetry_all").claim("sub", "sub of " + caller));
    private final Client auditor = auditor("auditor " + caller);

    private static Client auditor(String name) {
        return Client.bearing(Tokens.of("clinician_id", name, "read:gdm_telemetry_audit"));
    }

    /** The accesses to a patient's data, newest first, with exactly the documented fields. */
    @Test
    void accessesToAPersonAreListed() {
        String path = RecordKind.PATIENT_INSTALLATION.path(person);
        support.with("X-Request-ID", "first").get(path);
        support.with("X-Request-ID", "second")
                .with("X-Client", "desk")
                .get("/dhos/v1/installation?patient_id=" + person);

        JsonNode events = auditor.get("/dhos/v1/patient/" + person + "/access").json();

        assertThat(texts(events, "request_id")).containsExactly("second", "first");
        JsonNode event = events.get(0);
        assertThat(event.propertyNames())
                .containsExactly(
                        "id",
                        "time",
                        "request_id",
                        "action",
                        "caller",
                        "subject",
                        "issuer",
                        "client",
                        "person_kind",
                        "person_id",
                        "question",
                        "records",
                        "outcome");
        assertThat(UUID.fromString(event.get("id").asString()).version()).isEqualTo(7);
        assertThat(Instant.parse(event.get("time").asString()))
                .isBetween(Instant.now().minusSeconds(120), Instant.now().plusSeconds(120));
        assertThat(event.get("action").asString()).isEqualTo("search");
        assertThat(event.get("caller").asString()).isEqualTo(caller);
        assertThat(event.get("subject").asString()).isEqualTo("sub of " + caller);
        assertThat(event.get("client").asString()).isEqualTo("desk");
        assertThat(event.get("person_kind").asString()).isEqualTo("patient");
        assertThat(event.get("person_id").asString()).isEqualTo(person);
        assertThat(event.get("question").asString()).isEqualTo("/dhos/v1/installation");
        assertThat(event.get("records").asInt()).isZero();
        assertThat(event.get("outcome").asString()).isEqualTo("allowed");
    }

    /** The accesses to a clinician's data do not include those to a patient with the same id. */
    @Test
    void kindsOfPeopleAreSeparate() {
        support.get(RecordKind.PATIENT_INSTALLATION.path(person));
        support.get(RecordKind.CLINICIAN_INSTALLATION.path(person));

        assertThat(texts(auditor.get("/dhos/v1/clinician/" + person + "/access").json(), "person_kind"))
                .containsExactly("clinician");
        assertThat(texts(auditor.get(EVENTS + "?action=read&person=" + person).json(), "person_kind"))
                .containsExactly("clinician", "patient");
    }

    /** Each filter selects the matching events. */
    @ParameterizedTest
    @CsvSource({
        "'', read search",
        "&action=read, read",
        "&action=export, ''",
        "&outcome=allowed, read search",
        "&outcome=denied, ''",
        "&from=2020-01-01T00:00:00Z, read search",
        "&to=2020-01-01T00:00:00Z, ''",
        "&subject=other, ''"
    })
    void filtersSelectEvents(String filter, String actions) {
        support.get("/dhos/v1/installation?limit=1");
        support.get(RecordKind.PATIENT_INSTALLATION.path(person));

        for (String name :
                List.of("caller=" + TestFleet.encoded(caller), "subject=sub+of+" + TestFleet.encoded(caller))) {
            if (!(name.startsWith("subject") && filter.contains("subject"))) {
                assertThat(String.join(
                                " ",
                                texts(auditor.get(EVENTS + "?" + name + filter).json(), "action")))
                        .isEqualTo(actions);
            }
        }
    }

    /** Pages neither repeat nor omit events. */
    @Test
    void pagesAreComplete() {
        for (int request = 0; request < 5; request++) {
            support.with("X-Request-ID", "r" + request).get(RecordKind.PATIENT_INSTALLATION.path(person));
        }

        List<String> listed = new ArrayList<>();
        String path = "/dhos/v1/patient/" + person + "/access";
        String next = "?limit=2";
        while (!next.isEmpty()) {
            Answer page = auditor.get(path + next);
            listed.addAll(texts(page.json(), "request_id"));
            next = TestFleet.next(page);
        }

        assertThat(listed)
                .filteredOn(id -> id.startsWith("r") && id.length() == 2)
                .containsExactly("r4", "r3", "r2", "r1", "r0");
    }

    /** An export has all matching events, as CSV with a header row or as NDJSON. */
    @Test
    void eventsAreExported() {
        support.get("/dhos/v1/installation?limit=1&model=%3D1");
        support.get(RecordKind.PATIENT_INSTALLATION.path(person));
        String path = EVENTS + "?caller=" + TestFleet.encoded(caller);

        Answer csv = auditor.with("Accept", "text/csv").get(path);
        Answer ndjson = auditor.with("Accept", "application/x-ndjson").get(path);

        assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"access_events.csv\"");
        assertThat(csv.text().lines().toList())
                .hasSize(3)
                .first()
                .isEqualTo("\"id\",\"time\",\"request_id\",\"action\",\"caller\",\"subject\",\"issuer\",\"client\","
                        + "\"person_kind\",\"person_id\",\"question\",\"records\",\"outcome\"");
        assertThat(ndjson.text().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .contains("\"question\":\"/dhos/v1/installation?model=%3D1\"");
    }

    /** An export reads more events than fit in memory at once, each once. */
    @Test
    void longExportIsComplete() throws Exception {
        Database.execute(
                "insert into access_event select gen_random_uuid(), timestamptz '2020-01-01' + n / 3 * interval '1 second', 'many', 'read', '"
                        + caller + "', '', '', '', 'patient', 'p', '', n, 'allowed' from generate_series(1, 2500) n");

        Answer ndjson =
                auditor.with("Accept", "application/x-ndjson").get(EVENTS + "?caller=" + TestFleet.encoded(caller));

        assertThat(ndjson.text().lines().distinct().count()).isEqualTo(2500);
    }

    /** Each look at the events is itself recorded, with the person whose events were read. */
    @Test
    void looksAreRecorded() {
        auditor.get("/dhos/v1/patient/" + person + "/access");
        auditor.get(EVENTS + "?person=" + person + "&action=read");
        auditor.with("Accept", "text/csv").get(EVENTS + "?person=" + person);

        JsonNode looks = auditor.get(EVENTS + "?person=" + person).json();

        assertThat(texts(looks, "action")).containsExactly("audit", "audit", "audit");
        assertThat(texts(looks, "person_id")).containsOnly(person);
        assertThat(texts(looks, "question"))
                .containsExactly(EVENTS, EVENTS + "?action=read", "/dhos/v1/patient/{owner_id}/access");
    }

    /** Only the scope for audits permits it: not the one for all records, nor the person's own token. */
    @ParameterizedTest
    @ValueSource(strings = {EVENTS, "/dhos/v1/patient/%s/access", "/dhos/v1/clinician/%s/access"})
    void eventsRequireTheScopeForAudits(String template) {
        String path = template.formatted(person);

        for (String format : List.of("application/json", "text/csv", "application/x-ndjson")) {
            assertThat(auditor.with("Accept", format).get(path).status()).isEqualTo(200);
            assertThat(Client.anonymous().with("Accept", format).get(path).status())
                    .isEqualTo(401);
            assertThat(support.with("Accept", format).get(path).status()).isEqualTo(403);
            assertThat(Client.patient(person).with("Accept", format).get(path).status())
                    .isEqualTo(403);
            assertThat(Client.clinician(person).with("Accept", format).get(path).status())
                    .isEqualTo(403);
        }
    }

    /** A denied look is recorded. */
    @Test
    void deniedLookIsRecorded() {
        support.get("/dhos/v1/patient/" + person + "/access");

        JsonNode denied =
                auditor.get(EVENTS + "?person=" + person + "&outcome=denied").json();

        assertThat(texts(denied, "action")).containsExactly("audit");
        assertThat(texts(denied, "caller")).containsExactly(caller);
    }

    /** The scope for audits permits nothing else. */
    @ParameterizedTest
    @CsvSource({
        "GET, /dhos/v1/installation",
        "GET, /dhos/v1/blood_glucose_meter",
        "GET, /dhos/v1/analytics/adoption",
        "GET, /dhos/v1/patient/%s/installation",
        "GET, /dhos/v1/clinician/%s/latest_installation",
        "POST, /dhos/v1/patient/%s/installation",
        "POST, /drop_data"
    })
    void scopeForAuditsPermitsNothingElse(String method, String path) {
        assertThat(auditor.with("Content-Type", "application/json")
                        .call(method, path.formatted(person))
                        .status())
                .isEqualTo(403);
    }

    /** Invalid parameters get 400, with the parameter and what was expected. */
    @ParameterizedTest
    @CsvSource({
        "?action=look, action: must be one of read",
        "?outcome=maybe, 'outcome: must be one of allowed, denied.'",
        "?from=yesterday, from: must be",
        "?limit=501, limit: must be a whole number",
        "?cursor=x, cursor: must be from a response of this list",
        "?colour=red, colour: unknown parameter",
        "?bom=true, bom: must not be sent",
        "?caller=a&caller=b, caller: must not be repeated."
    })
    void invalidParametersAreRejected(String query, String message) {
        Answer answer = auditor.get(EVENTS + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).startsWith(message);
    }

    /** A person is not a parameter of one person's accesses, and the id in the path is checked. */
    @Test
    void pathOfAPersonIsChecked() {
        assertThat(auditor.get("/dhos/v1/patient/" + person + "/access?person=x")
                        .detail())
                .startsWith("person: unknown parameter");
        assertThat(auditor.get("/dhos/v1/patient/" + "x".repeat(37) + "/access").status())
                .isEqualTo(400);
    }

    /** An export has neither pages nor cursors. */
    @Test
    void exportHasNoPages() {
        assertThat(auditor.with("Accept", "text/csv").get(EVENTS + "?limit=1").detail())
                .isEqualTo("limit: must not be sent, because an export has all records on one page.");
    }

    private static List<String> texts(JsonNode events, String key) {
        return events.valueStream().map(event -> event.get(key).asString()).toList();
    }
}
