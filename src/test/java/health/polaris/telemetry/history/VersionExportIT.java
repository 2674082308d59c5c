package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports with the history of the records. */
class VersionExportIT extends Contract {
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;

    private final TestFleet fleet = TestFleet.empty();
    private final PersonHistory person = PersonHistory.ofNewPerson();

    /** Each record is followed by its earlier versions, as its history lists them. */
    @ParameterizedTest
    @EnumSource
    void recordsAreFollowedByTheirEarlierVersions(RecordKind kind) {
        String first = store(kind);
        String second = store(kind);
        change(kind, first, "2");
        change(kind, first, "3");

        assertThat(versions(kind)).containsExactlyElementsOf(histories(kind, second, first));
    }

    /** Removed records come last, beginning with the last removal, each with its last content. */
    @ParameterizedTest
    @EnumSource
    void removedRecordsComeLast(RecordKind kind) throws SQLException {
        String first = store(kind);
        String second = store(kind);
        String third = store(kind);
        change(kind, second, "2");
        remove(kind, first);
        remove(kind, second);

        List<JsonNode> versions = versions(kind);

        assertThat(versions).containsExactlyElementsOf(histories(kind, third, second, first));
        assertThat(versions)
                .extracting(version -> version.get("operation").asString())
                .containsExactly("create", "delete", "update", "create", "delete", "create");
    }

    /** A record that was removed and stored again appears once. */
    @Test
    void recordThatReturnedAppearsOnce() throws SQLException {
        String id = store(PHONE);
        for (int time = 0; time < 2; time++) {
            Database.execute("create table returned as select * from mobile where uuid = '" + id
                    + "'; delete from mobile where uuid = '" + id
                    + "'; insert into mobile select * from returned; drop table returned");
        }

        assertThat(versions(PHONE)).hasSize(5).containsExactlyElementsOf(histories(PHONE, id));
        remove(PHONE, id);
        assertThat(versions(PHONE)).hasSize(6).containsExactlyElementsOf(histories(PHONE, id));
    }

    /** A record that was moved is removed from the first person, and begins with the other. */
    @Test
    void movedRecordAppearsUnderBothPeople() throws SQLException {
        RecordKind meter = RecordKind.BLOOD_GLUCOSE_METER;
        PersonHistory other = PersonHistory.ofNewPerson();
        String id = store(meter);
        Database.execute("update blood_glucose_meter set patient_id = '" + other.id() + "' where uuid = '" + id + "'");

        assertThat(versions(meter))
                .containsExactlyElementsOf(
                        Stream.concat(other.pages(meter, id, 50).stream(), person.pages(meter, id, 50).stream())
                                .toList());
    }

    /** Filters select records by their current or last content. All their versions are exported. */
    @Test
    void filtersSelectRecordsByTheirCurrentContent() throws SQLException {
        String current = store(PHONE);
        change(PHONE, current, "2");
        String removed = store(PHONE);
        change(PHONE, removed, "2");
        remove(PHONE, removed);
        String old = store(PHONE);

        assertThat(versions(PHONE, "app_version", "2")).containsExactlyElementsOf(histories(PHONE, current, removed));
        assertThat(versions(PHONE, "patient_id", person.id()))
                .containsExactlyElementsOf(histories(PHONE, old, current, removed));
        assertThat(versions(PHONE, "created_to", "2000-01-01T00:00:00Z")).isEmpty();
    }

    /** The latest installations are exported with their versions, without removed ones. */
    @Test
    void latestInstallationsHaveTheirVersions() throws SQLException {
        fleet.installed(person.id(), "1", "2020-01-01");
        String latest = fleet.installed(person.id(), "1", "2020-02-01").uuid();
        change(PHONE, latest, "2");
        remove(PHONE, fleet.installed(person.id(), "1", "2020-03-01").uuid());

        assertThat(versions(PHONE, "latest", "true")).containsExactlyElementsOf(histories(PHONE, latest));
    }

    /** Nothing is claimed about the time before history is known. */
    @Test
    void versionOfUnknownStartHasNoAuthor() throws SQLException {
        String id = UUID.randomUUID().toString();
        Database.execute(
                "insert into mobile select '%s', '2019-01-01', 'me', '2019-01-01', 'me', '%s', 'd', '2019-01-01', 0,"
                                .formatted(id, person.id())
                        + " '" + fleet.product() + "', '1', 'os', '1', 'maker', 'model', 'name'");

        JsonNode version = versions(PHONE).get(0);

        assertThat(version.get("operation").isNull()).isTrue();
        assertThat(version.get("changed_by").isNull()).isTrue();
        assertThat(version).isEqualTo(histories(PHONE, id).get(0));
    }

    /** A meter whose patient has a long id, as the original service accepts, has its versions, too. */
    @Test
    void recordOfALongIdHasItsVersions() throws SQLException {
        String id = UUID.randomUUID().toString();
        Database.execute("insert into blood_glucose_meter select '" + id
                + "', now(), 'me', now(), 'me', 'm', 's', repeat('p', 300), now(), true, '" + fleet.product()
                + "', '1', 5; update blood_glucose_meter set app_version = '2' where uuid = '" + id + "'");

        List<JsonNode> versions = versions(RecordKind.BLOOD_GLUCOSE_METER);

        assertThat(versions)
                .extracting(version -> version.get("app_version").asString())
                .containsExactly("2", "1");
        PersonHistory.assertContiguous(versions);
    }

    /** Both kinds of installations have the same additional columns. Patients' come first. */
    @Test
    void bothKindsAreExported() throws SQLException {
        String desktop = store(RecordKind.CLINICIAN_INSTALLATION);
        remove(RecordKind.CLINICIAN_INSTALLATION, desktop);
        String phone = store(PHONE);
        change(PHONE, phone, "2");

        assertThat(versions(PHONE))
                .containsExactlyElementsOf(Stream.concat(
                                histories(PHONE, phone).stream(),
                                histories(RecordKind.CLINICIAN_INSTALLATION, desktop).stream())
                        .toList());
        assertThat(export(CSV, PHONE, "history", "true").text().lines()).hasSize(5);
    }

    /** The columns of the versions follow those of the records, and are the same for every content. */
    @ParameterizedTest
    @EnumSource
    void csvHasColumnsForVersions(RecordKind kind) {
        String none = export(CSV, kind, "history", "true").text();
        String id = store(kind);
        owner(kind)
                .patch(
                        person.path(kind) + "/" + id,
                        Body.empty().with("app_version", "2").with("app_product", fleet.product() + "b"));
        owner(kind).patch(person.path(kind) + "/" + id, Body.empty().with("app_product", fleet.product()));
        owner(kind).patch(person.path(kind) + "/" + id, Body.empty().with("app_version", "3"));

        String csv = export(CSV, kind, "history", "true").text();

        String header = csv.lines().findFirst().orElseThrow();
        assertThat(header)
                .isEqualTo(none.strip())
                .isEqualTo(export(CSV, kind)
                                .text()
                                .lines()
                                .findFirst()
                                .orElseThrow()
                                .replace(",\"last_heard\"", "")
                        + ",\"valid_from\",\"valid_to\",\"operation\",\"changed_by\",\"changed\"");
        List<JsonNode> versions = histories(kind, id);
        assertThat(csv.lines().skip(1))
                .hasSize(4)
                .first()
                .asString()
                .endsWith("," + versions.get(0).get("valid_from") + ",,\"update\",\"" + person.id()
                        + "\",\"app_version\"");
        assertThat(csv.lines().toList().get(3))
                .endsWith("," + versions.get(2).get("valid_from") + ","
                        + versions.get(2).get("valid_to") + ",\"update\",\"" + person.id()
                        + "\",\"app_product app_version\"");
        assertThat(csv).endsWith("\"create\",\"" + person.id() + "\",\"\"\r\n");
    }

    /** The variants for spreadsheets have the same rows and columns. */
    @Test
    void csvHasVariantsForSpreadsheets() {
        change(PHONE, store(PHONE), "2");

        String plain = export(CSV, PHONE, "history", "true").text();
        String marked = export(CSV, PHONE, "history", "true", "bom", "true").text();
        String spreadsheet =
                export(CSV, PHONE, "history", "true", "spreadsheet", "true").text();

        assertThat(marked).isEqualTo("\ufeff" + plain);
        assertThat(spreadsheet.lines()).hasSize(3);
        assertThat(spreadsheet.lines().findFirst()).isEqualTo(plain.lines().findFirst());
        assertThat(spreadsheet)
                .contains(",\"=\"\"update\"\"\",\"=\"\"" + person.id() + "\"\"\",\"=\"\"app_version\"\"\"\r\n");
    }

    /** Without the parameter, or with the value false, an export has the current records alone. */
    @ParameterizedTest
    @ValueSource(strings = {CSV, NDJSON})
    void historyIsExportedOnRequest(String format) throws SQLException {
        change(PHONE, store(PHONE), "2");
        remove(PHONE, store(PHONE));

        Answer plain = export(format, PHONE);

        assertThat(plain.text().lines()).hasSize(format.equals(CSV) ? 2 : 1);
        assertThat(plain.text()).doesNotContain("valid_from");
        assertThat(export(format, PHONE, "history", "false").text()).isEqualTo(plain.text());
    }

    /** Pages have no history, and the parameter no other values. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/x-ndjson | history=yes  | history: must be one of true, false.",
                "text/csv             | history=     | history: must be one of true, false.",
                "text/csv             | history=true&history=true | history: must not be repeated.",
                "application/json     | history=true | history: must not be sent, because it applies to exports only;"
                        + " send Accept: text/csv or Accept: application/x-ndjson.",
                "application/x-ndjson | history=true&limit=5 | limit: must not be sent, because an export has all records on one page.",
                "text/csv             | history=true&as_of=2026-01-01T00:00:00Z | as_of: unknown parameter."
            })
    void otherUsesAreRejected(String format, String query, String detail) {
        for (RecordKind kind : List.of(PHONE, RecordKind.BLOOD_GLUCOSE_METER)) {
            Answer rejected = TestFleet.support(format).get(kind.search() + "?" + query);

            assertThat(rejected.status()).isEqualTo(400);
            assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(rejected.detail()).startsWith(detail);
        }
    }

    /** Only those who may export records may export their history. */
    @ParameterizedTest
    @ValueSource(strings = {CSV, NDJSON})
    void accessIsThatOfTheExport(String format) {
        String path = PHONE.search() + "?history=true&app_product=" + TestFleet.encoded(fleet.product());

        assertThat(TestFleet.support(format).get(path).status()).isEqualTo(200);
        assertThat(Client.anonymous().with("Accept", format).get(path).status()).isEqualTo(401);
        assertThat(Client.bearing(Tokens.of("patient_id", person.id(), "read:gdm_telemetry"))
                        .with("Accept", format)
                        .get(path)
                        .status())
                .isEqualTo(403);
    }

    private String store(RecordKind kind) {
        return fleet.store(kind, person.id(), kind.body()).uuid();
    }

    private void change(RecordKind kind, String id, String version) {
        assertThat(owner(kind)
                        .patch(person.path(kind) + "/" + id, Body.empty().with("app_version", version))
                        .status())
                .isEqualTo(200);
    }

    private static void remove(RecordKind kind, String id) throws SQLException {
        Database.execute("delete from %s where uuid = '%s'".formatted(kind.table(), id));
    }

    private Client owner(RecordKind kind) {
        return person.client(kind);
    }

    private Answer export(String format, RecordKind kind, String... parameters) {
        return fleet.ask(TestFleet.support(format), kind.search(), parameters);
    }

    private List<JsonNode> versions(RecordKind kind, String... parameters) {
        Answer export = export(
                NDJSON,
                kind,
                Stream.concat(Stream.of("history", "true"), Stream.of(parameters))
                        .toArray(String[]::new));
        assertThat(export.status()).as(export.text()).isEqualTo(200);
        return export.text().strip().lines().map(new JsonMapper()::readTree).toList();
    }

    /** The versions of these records, as their histories list them. */
    private List<JsonNode> histories(RecordKind kind, String... ids) {
        return Stream.of(ids).flatMap(id -> person.pages(kind, id, 50).stream()).toList();
    }
}
