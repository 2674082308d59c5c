package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.KnownHistory;
import health.polaris.telemetry.contract.RecordKind;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A person under legal hold, whose versions of records are kept while retention has removed those of others. What is said about
 * the past is true, and nothing that is held about the person is left out.
 */
class KeptHistoryIT extends Contract {
    private static final String SINCE = "2021-06-01T00:00:00.000000Z";

    private final DataSubject person = DataSubject.of(RecordKind.PATIENT_INSTALLATION);
    private final String id = UUID.randomUUID().toString();
    private KnownHistory history;

    /** Stores an installation that was changed at the start of 2021 and 2022. History is known since between. */
    @BeforeEach
    void store() throws SQLException {
        insert(id);
        change("1", "2021-01-01T00:00:00Z");
        change("2", "2022-01-01T00:00:00Z");
        person.hold();
        history = KnownHistory.since(SINCE);
    }

    @AfterEach
    void restore() throws SQLException {
        history.close();
    }

    /** The history of a record reaches back only to the time from which history is known, and says so. */
    @Test
    void historyClaimsNothingOlder() {
        JsonNode answer = history(id).json();

        assertThat(answer.get("known_since").asString()).isEqualTo(SINCE);
        assertThat(answer.get("versions").valueStream().map(KeptHistoryIT::summary))
                .containsExactly(
                        "2 update 2022-01-01T00:00:00.000000Z null",
                        "1 null " + SINCE + " 2022-01-01T00:00:00.000000Z");
    }

    /** A moment before history is known is rejected. */
    @Test
    void olderMomentIsRejected() {
        Answer answer = person.own().get(person.kind().path(person.id()) + "?as_of=2021-03-01T00:00:00Z");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).startsWith("as_of: must not be before 2021-06-01T00:00:00");
    }

    /** Everything that is held has the older versions, too. The oldest has no operation, because earlier ones may be gone. */
    @Test
    void everythingHasTheOlderVersions() {
        assertThat(kept())
                .containsExactly(
                        "2 update 2022-01-01T00:00:00.000000Z null",
                        "1 update 2021-01-01T00:00:00.000000Z 2022-01-01T00:00:00.000000Z",
                        "0 null 2020-12-31T23:59:59.999999Z 2021-01-01T00:00:00.000000Z");
    }

    /** A record that was created after the oldest version that is kept has all of its versions. */
    @Test
    void laterRecordHasItsCreation() throws SQLException {
        String later = UUID.randomUUID().toString();
        insert(later);
        Database.execute("update mobile set created = '2021-02-01', app_version = '1' where uuid = '" + later + "'");
        Database.execute("update mobile_history set created = '2021-02-01', superseded = '2021-03-01T00:00:00Z'"
                + " where uuid = '" + later + "'");

        assertThat(kept())
                .contains(
                        "1 update 2021-03-01T00:00:00.000000Z null",
                        "0 create 2021-02-01T00:00:00.000000Z 2021-03-01T00:00:00.000000Z");
    }

    /** A record that was removed before history is known has no history, but is part of everything that is held. */
    @Test
    void removedRecordIsKept() throws SQLException {
        Database.execute("delete from mobile where uuid = '" + id + "'");
        Database.execute(
                "update mobile_history set superseded = '2021-05-01T00:00:00Z' where operation = 'D' and uuid = '" + id
                        + "'");
        Database.execute(
                "update mobile_history set superseded = '2021-02-01T00:00:00Z' where app_version = '1' and operation"
                        + " = 'U' and uuid = '" + id + "'");

        assertThat(history(id).status()).isEqualTo(404);
        assertThat(kept())
                .startsWith(
                        "2 delete 2021-05-01T00:00:00.000000Z null",
                        "2 update 2021-02-01T00:00:00.000000Z 2021-05-01T00:00:00.000000Z")
                .hasSize(4);
    }

    private void insert(String uuid) throws SQLException {
        Database.execute(
                "insert into mobile select '%s', '2020-01-01', 'me', '2020-01-01', 'me', '%s', 'd', '2020-01-01', 0,"
                                .formatted(uuid, person.id())
                        + " 'GDM', '0', 'os', '1', 'maker', 'model', 'name'");
    }

    private void change(String version, String time) throws SQLException {
        Database.execute("update mobile set app_version = '%s' where uuid = '%s'".formatted(version, id));
        Database.execute("update mobile_history set superseded = '%s' where uuid = '%s' and superseded > '2023-01-01'"
                .formatted(time, id));
    }

    private Answer history(String uuid) {
        return person.own().get(person.kind().path(person.id()) + "/" + uuid + "/history");
    }

    /** The versions in everything that is held. */
    private List<String> kept() {
        return person.own()
                .get(person.path("everything"))
                .json()
                .at("/installation_history/records")
                .valueStream()
                .map(KeptHistoryIT::summary)
                .toList();
    }

    private static String summary(JsonNode version) {
        return "%s %s %s %s"
                .formatted(
                        version.get("app_version").asString(),
                        version.get("operation").asString(null),
                        version.get("valid_from").asString(),
                        version.get("valid_to").asString(null));
    }
}
