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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Records as they were at a moment: one, the list, the latest. */
class AsOfIT extends Contract {
    private static final String LATEST = "/latest_installation";

    private final String person = TestFleet.person();

    /** A version is returned from the exact microsecond of its start to the microsecond before its end. */
    @ParameterizedTest
    @EnumSource
    void eachVersionIsReturnedWithinItsValidity(RecordKind kind) {
        String id = create(kind, kind.body());
        change(kind, id, "2");
        change(kind, id, "3");

        List<JsonNode> versions = versions(kind, id);

        assertThat(versions).hasSize(3);
        for (JsonNode version : versions) {
            Instant start = time(version, "valid_from");
            assertThat(recordAt(kind, id, start).json()).isEqualTo(content(version));
            assertThat(listAt(kind, start)).containsExactly(content(version));
            if (!version.get("valid_to").isNull()) {
                Instant last = time(version, "valid_to").minus(1, ChronoUnit.MICROS);
                assertThat(recordAt(kind, id, last).json()).isEqualTo(content(version));
                assertThat(listAt(kind, last)).containsExactly(content(version));
            }
        }
    }

    /** A record does not exist before its creation. */
    @ParameterizedTest
    @EnumSource
    void recordIsAbsentBeforeItsCreation(RecordKind kind) {
        String id = create(kind, kind.body());
        change(kind, id, "2");
        Instant before = time(versions(kind, id).get(1), "valid_from").minus(1, ChronoUnit.MICROS);

        assertThat(recordAt(kind, id, before).status()).isEqualTo(404);
        assertThat(listAt(kind, before)).isEmpty();
    }

    /** A deleted record existed until its removal. */
    @ParameterizedTest
    @EnumSource
    void deletedRecordExistedUntilItsRemoval(RecordKind kind) throws SQLException {
        String id = create(kind, kind.body());
        JsonNode record = owner(kind).get(kind.path(person) + "/" + id).json();
        Database.execute("delete from %s where uuid = '%s'".formatted(kind.table(), id));
        Instant removal = time(versions(kind, id).get(0), "valid_from");

        assertThat(recordAt(kind, id, removal.minus(1, ChronoUnit.MICROS)).json())
                .isEqualTo(record);
        assertThat(listAt(kind, removal.minus(1, ChronoUnit.MICROS))).containsExactly(record);
        assertThat(recordAt(kind, id, removal).status()).isEqualTo(404);
        assertThat(listAt(kind, removal)).isEmpty();
    }

    /** A record that was moved to another person belongs to the first before, and to the other from then on. */
    @ParameterizedTest
    @EnumSource
    void movedRecordBelongsToOnePersonAtATime(RecordKind kind) throws SQLException {
        String id = create(kind, kind.body());
        String other = TestFleet.person();
        Database.execute("update %s set %s = '%s' where uuid = '%s'".formatted(kind.table(), kind.claim(), other, id));
        Instant move = time(versions(kind, id).get(0), "valid_from");
        Instant before = move.minus(1, ChronoUnit.MICROS);

        assertThat(listAt(kind, before)).hasSize(1);
        assertThat(listAt(kind, move)).isEmpty();
        assertThat(ids(TestFleet.support().get(kind.path(other) + "?as_of=" + before)))
                .isEmpty();
        assertThat(ids(TestFleet.support().get(kind.path(other) + "?as_of=" + move)))
                .containsExactly(id);
    }

    /** A change of a record that was created by a clock ahead of the database's is found at its start. */
    @ParameterizedTest
    @EnumSource
    void recordCreatedByAClockAheadIsFound(RecordKind kind) throws SQLException {
        String id = create(kind, kind.body());
        Database.execute(
                "update %s set created = created + interval '1 hour' where uuid = '%s'".formatted(kind.table(), id));
        Instant start = time(versions(kind, id).get(0), "valid_from");

        assertThat(recordAt(kind, id, start).status()).isEqualTo(200);
        assertThat(listAt(kind, start)).hasSize(1);
    }

    /** The pages of the list of a moment have the records of that moment, newest first, changed, deleted or new since. */
    @ParameterizedTest
    @EnumSource
    void pagesOfAMoment(RecordKind kind) throws SQLException {
        List<String> records = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            records.add(0, create(kind, kind.body().with("app_version", "1." + number)));
        }
        List<JsonNode> then =
                owner(kind).get(kind.path(person)).json().valueStream().toList();
        change(kind, records.get(1), "2");
        Instant moment =
                time(versions(kind, records.get(1)).get(0), "valid_from").minus(1, ChronoUnit.MICROS);
        change(kind, records.get(3), "2");
        change(kind, records.get(3), "3");
        Database.execute("delete from %s where uuid = '%s'".formatted(kind.table(), records.get(4)));
        create(kind, kind.body());

        List<JsonNode> found = new ArrayList<>();
        String query = "?limit=2&as_of=" + moment;
        while (!query.isEmpty()) {
            Answer page = owner(kind).get(kind.path(person) + query);
            page.json().forEach(found::add);
            query = TestFleet.next(page);
        }

        assertThat(found).isEqualTo(then);
    }

    /** The latest installation of a moment has the content of that moment. */
    @ParameterizedTest
    @EnumSource(names = {"PATIENT_INSTALLATION", "CLINICIAN_INSTALLATION"})
    void latestInstallationOfAMoment(RecordKind kind) throws SQLException {
        String date = kind == RecordKind.PATIENT_INSTALLATION ? "date_first_launched" : "date_first_used";
        String first = create(kind, kind.body().with(date, "2020-01-01T00:00:00Z"));
        String second = create(kind, kind.body().with(date, "2021-01-01T00:00:00Z"));
        change(kind, second, "2");
        Database.execute("delete from %s where uuid = '%s'".formatted(kind.table(), second));
        List<JsonNode> history = versions(kind, second);

        assertThat(latestAt(kind, time(history.get(0), "valid_from")).uuid()).isEqualTo(first);
        assertThat(latestAt(kind, time(history.get(1), "valid_from")).json()).isEqualTo(content(history.get(1)));
        assertThat(latestAt(kind, time(history.get(2), "valid_from")).json()).isEqualTo(content(history.get(2)));
        assertThat(latestAt(kind, time(history.get(2), "valid_from").minus(1, ChronoUnit.MICROS))
                        .uuid())
                .isEqualTo(first);
        assertThat(latestAt(
                                kind,
                                time(versions(kind, first).get(0), "valid_from").minus(1, ChronoUnit.MICROS))
                        .text())
                .isEqualTo("{}");
    }

    /** A moment before history is known, in the future, or that is not a date-time, is rejected with the reason. */
    @ParameterizedTest
    @CsvSource({
        "2000-01-01T00:00:00Z, '^as_of: must not be before 20[0-9T:.-]+Z, because history is known from then on\\.$'",
        "9999-01-01T00:00:00Z, '^as_of: must not be in the future\\.$'",
        "2020-01-01T00:00:00, '^as_of: must be an ISO 8601 date-time with an offset.*'",
        "'', '^as_of: must be an ISO 8601 date-time with an offset.*'"
    })
    void otherMomentIsRejected(String asOf, String detail) {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = create(kind, kind.body());
        String parent = "/dhos/v1/patient/" + person;

        for (String path : List.of(kind.path(person), kind.path(person) + "/" + id, parent + LATEST)) {
            Answer answer = owner(kind).get(path + "?as_of=" + asOf);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.detail()).matches(detail);
        }
    }

    /** Access is that of the operation without a moment. */
    @Test
    void otherPersonIsDenied() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String path = kind.path(person) + "?as_of=" + Instant.now();

        assertThat(Client.patient("another").get(path).status()).isEqualTo(403);
        assertThat(Client.anonymous().get(path).status()).isEqualTo(401);
    }

    private String create(RecordKind kind, Body body) {
        return owner(kind).post(kind.path(person), body).uuid();
    }

    private void change(RecordKind kind, String id, String version) {
        owner(kind).patch(kind.path(person) + "/" + id, Body.empty().with("app_version", version));
    }

    private List<JsonNode> versions(RecordKind kind, String id) {
        return owner(kind)
                .get(kind.path(person) + "/" + id + "/history")
                .json()
                .get("versions")
                .valueStream()
                .toList();
    }

    private static Instant time(JsonNode version, String key) {
        return Instant.parse(version.get(key).asString());
    }

    /** The record of a version, without the keys of the history. */
    private static JsonNode content(JsonNode version) {
        return ((ObjectNode) version)
                .deepCopy()
                .remove(List.of("valid_from", "valid_to", "operation", "changed_by", "changed"));
    }

    private Answer recordAt(RecordKind kind, String id, Instant moment) {
        return owner(kind).get(kind.path(person) + "/" + id + "?as_of=" + moment);
    }

    private List<JsonNode> listAt(RecordKind kind, Instant moment) {
        return owner(kind)
                .get(kind.path(person) + "?as_of=" + moment)
                .json()
                .valueStream()
                .toList();
    }

    private Answer latestAt(RecordKind kind, Instant moment) {
        return owner(kind).get(kind.path(person).replace("/installation", LATEST) + "?as_of=" + moment);
    }

    private static List<String> ids(Answer page) {
        return TestFleet.ids(page.json());
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
