package health.polaris.telemetry.analytics.changes;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.KnownHistory;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes over time. Each test moves its history to days of its own. */
class ChangesIT extends Contract {
    private static final String CHANGES = "/dhos/v1/analytics/changes";

    private static KnownHistory history;

    /** History is known for as long as the tests need. */
    @BeforeAll
    static void extendHistory() throws SQLException {
        history = KnownHistory.since("1970-01-01T00:00:00Z");
    }

    @AfterAll
    static void restoreHistory() throws SQLException {
        history.close();
    }

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
        assertThat(answer.at("/figures/0/periods").valueStream().map(ChangesIT::withoutSearches))
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

    /** Each group of changes has the search for the records that were changed, as they are now. Each record is listed once. */
    @ParameterizedTest
    @CsvSource({"PATIENT_INSTALLATION, 1983", "CLINICIAN_INSTALLATION, 1984", "BLOOD_GLUCOSE_METER, 1985"})
    void changesListTheirRecords(RecordKind kind, int year) throws SQLException {
        changed(kind, year + "-02-27T23:59:59.999999Z", "app_version");
        String first = changed(kind, year + "-02-28T00:00:00Z", "app_version", "app_product");
        String last = changed(kind, year + "-02-28T23:59:59.999999Z", "app_version");
        owner(kind).patch(kind.path(person) + "/" + last, Body.empty().with("app_version", "again"));
        moved(kind, last, year + "-02-28T12:00:00Z");
        changed(kind, year + "-03-01T00:00:00Z", "app_version");

        JsonNode day = ask("from=%s-02-28&to=%1$s-03-01&period=day&kind=%s".formatted(year, label(kind)))
                .at("/figures/0/periods/0");

        assertThat(day.get("changed").asLong()).isEqualTo(3);
        assertThat(listed(day.get("href"))).containsExactly(last, first);
        assertThat(day.get("field_hrefs").propertyNames()).containsExactly("app_product", "app_version");
        assertThat(listed(day.at("/field_hrefs/app_product"))).containsExactly(first);
        assertThat(listed(day.at("/field_hrefs/app_version"))).containsExactly(last, first);
    }

    /** A period without changes has no search, and neither have removals, because removed records are not searched. */
    @Test
    void otherGroupsHaveNoSearch() throws SQLException {
        moved(RecordKind.PATIENT_INSTALLATION, deleted(RecordKind.PATIENT_INSTALLATION), "1986-01-01T00:00:00Z");

        JsonNode day =
                ask("from=1986-01-01&to=1986-01-01&period=day&kind=patient").at("/figures/0/periods/0");

        assertThat(day.propertyNames()).containsExactly("from", "changed", "removed", "fields");
        assertThat(day.get("removed").asLong()).isEqualTo(1);
    }

    /** A change of a record that belongs to another person since is not that of the other person's record. */
    @Test
    void recordOfAnotherPersonIsNotListed() throws SQLException {
        RecordKind meter = RecordKind.BLOOD_GLUCOSE_METER;
        String id = changed(meter, "1987-01-01T00:00:00Z", "app_version");
        Database.execute(
                "update blood_glucose_meter set patient_id = '%s' where uuid = '%s'".formatted(TestFleet.person(), id));

        JsonNode day =
                ask("from=1987-01-01&to=1987-01-01&period=day&kind=meter").at("/figures/0/periods/0");

        assertThat(day.get("changed").asLong()).isEqualTo(1);
        assertThat(listed(day.get("href"))).isEmpty();
    }

    /** A removed record is not on a page, but in an export with history. */
    @Test
    void removedRecordIsExportedWithItsHistory() throws SQLException {
        RecordKind phone = RecordKind.PATIENT_INSTALLATION;
        String id = changed(phone, "1988-01-01T00:00:00Z", "app_version");
        Database.execute("delete from mobile where uuid = '" + id + "'");

        String search = ask("from=1988-01-01&to=1988-01-01&period=day&kind=patient")
                .at("/figures/0/periods/0/href")
                .asString();

        assertThat(TestFleet.ids(TestFleet.support().get(address(search)).json()))
                .isEmpty();
        assertThat(TestFleet.support("application/x-ndjson")
                        .get(address(search) + "&history=true")
                        .text()
                        .lines())
                .hasSize(3)
                .allMatch(line -> line.contains(id));
    }

    /**
     * Changes before history is known are not counted and not listed, also those of people under legal hold, whose older
     * versions are kept: the others' are not.
     */
    @Test
    void olderChangesAreNotCounted() throws SQLException {
        RecordKind phone = RecordKind.PATIENT_INSTALLATION;
        changed(phone, "1969-06-01T00:00:00Z", "app_version");

        JsonNode figures =
                ask("from=1969-06-01&to=1969-06-01&period=day&kind=patient").at("/figures/0");

        assertThat(figures.get("known_since").asString()).isEqualTo("1970-01-01T00:00:00.000000Z");
        assertThat(figures.at("/periods/0/changed").asLong()).isZero();
        assertThat(TestFleet.support()
                        .get(phone.search() + "?changed_to=1970-01-01T00:00:00Z")
                        .json())
                .isEmpty();
    }

    /** The problem detail names the invalid parameter of a search. */
    @ParameterizedTest
    @ValueSource(strings = {"changed_field=colour", "changed_field=uuid", "changed_from=2020-01-01", "changed_to=x"})
    void badFilterIsNamed(String query) {
        Answer rejected = TestFleet.support().get(RecordKind.PATIENT_INSTALLATION.search() + "?" + query);

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.detail()).startsWith(query.substring(0, query.indexOf('=')) + ": ");
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
    private String changed(RecordKind kind, String time, String... fields) throws SQLException {
        String id = created(kind);
        Body change = Body.empty();
        for (String field : fields) {
            change = change.with(field, "changed");
        }
        owner(kind).patch(kind.path(person) + "/" + id, change);
        moved(kind, id, time);
        return id;
    }

    private static String withoutSearches(JsonNode step) {
        return ((ObjectNode) step).without(List.of("href", "field_hrefs")).toString();
    }

    private static List<String> listed(JsonNode href) {
        return TestFleet.ids(TestFleet.support().get(address(href.asString())).json());
    }

    private static String address(String href) {
        return URI.create(CHANGES).resolve(href).toString();
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
