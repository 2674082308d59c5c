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
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Every change of a record leaves a version, whoever makes it. */
class HistoryIT extends Contract {
    private final String person = TestFleet.person();

    /** A new record has one version, which began with its creation and is valid. */
    @ParameterizedTest
    @EnumSource
    void newRecordHasOneVersion(RecordKind kind) {
        JsonNode created = owner(kind).post(kind.path(person), kind.body()).json();

        JsonNode history = history(kind, created.get("uuid").asString()).json();

        JsonNode version = history.at("/versions/0");
        assertThat(history.get("versions")).hasSize(1);
        assertThat(version.propertyNames()).containsAll(created.propertyNames());
        assertThat(created.propertyNames())
                .allSatisfy(key -> assertThat(version.get(key)).isEqualTo(created.get(key)));
        assertThat(version.get("operation").asString()).isEqualTo("create");
        assertThat(version.get("changed_by").asString()).isEqualTo(person);
        assertThat(version.get("changed")).isEmpty();
        assertThat(version.get("valid_to").isNull()).isTrue();
        assertThat(version.get("valid_from").asString())
                .matches(".{19}\\.[0-9]{6}Z")
                .startsWith(created.get("created").asString().replace("Z", ""))
                .isEqualTo(history.get("known_since").asString());
    }

    /** A change leaves the version before, and names its author and the changed fields. */
    @ParameterizedTest
    @EnumSource
    void changeLeavesTheVersionBefore(RecordKind kind) {
        JsonNode created = owner(kind).post(kind.path(person), kind.body()).json();
        String id = created.get("uuid").asString();
        JsonNode changed = owner(kind)
                .patch(
                        kind.path(person) + "/" + id,
                        Body.empty().with("app_version", "19").with("app_product", "SEND"))
                .json();

        JsonNode versions = history(kind, id).json().get("versions");

        assertThat(versions).hasSize(2);
        JsonNode now = versions.get(0);
        JsonNode before = versions.get(1);
        assertThat(now.get("modified")).isEqualTo(changed.get("modified"));
        assertThat(now.get("app_version").asString()).isEqualTo("19");
        assertThat(now.get("operation").asString()).isEqualTo("update");
        assertThat(now.get("changed_by").asString()).isEqualTo(person);
        assertThat(texts(now.get("changed"))).containsExactly("app_product", "app_version");
        assertThat(before.get("app_version")).isEqualTo(created.get("app_version"));
        assertThat(before.get("modified")).isEqualTo(created.get("modified"));
        assertThat(before.get("operation").asString()).isEqualTo("create");
        assertContiguous(versions);
    }

    /** A request that changes nothing leaves no version, and neither does a change of the audit fields alone. */
    @ParameterizedTest
    @EnumSource
    void changeOfNothingLeavesNoVersion(RecordKind kind) throws SQLException {
        String id = create(kind);
        owner(kind).patch(kind.path(person) + "/" + id, Body.empty());
        owner(kind)
                .patch(
                        kind.path(person) + "/" + id,
                        Body.empty().with("app_version", kind.body().values().get("app_version")));
        Database.execute(
                "update %s set modified = now(), modified_by_ = 'x' where uuid = '%s'".formatted(kind.table(), id));

        assertThat(history(kind, id).json().get("versions")).hasSize(1);
    }

    /**
     * A change by SQL is recorded. Its author is the setting telemetry.actor; otherwise modified_by_, if the statement set the
     * audit columns as the original service does; otherwise unknown.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "dba  | ''                                      | dba",
                "''   | ''                                      | null",
                "null | ''                                      | null",
                "null | , modified = now(), modified_by_ = 'd7' | d7",
                "null | , modified = now()                      | {owner}",
                "dba  | , modified = now(), modified_by_ = 'd7' | dba"
            })
    void authorOfAChangeBySql(String actor, String stamp, String author) throws SQLException {
        for (RecordKind kind : RecordKind.values()) {
            String id = create(kind);

            execute(actor, "update %s set app_version = '3'%s where uuid = '%s'".formatted(kind.table(), stamp, id));

            JsonNode newest = history(kind, id).json().at("/versions/0");
            assertThat(newest.get("operation").asString()).isEqualTo("update");
            assertThat(newest.get("changed_by").asString(null)).isEqualTo("{owner}".equals(author) ? person : author);
            assertThat(texts(newest.get("changed"))).containsExactly("app_version");
        }
    }

    /** The history of a deleted record remains, and starts with the removal. */
    @ParameterizedTest
    @EnumSource
    void deletedRecordKeepsItsHistory(RecordKind kind) throws SQLException {
        String id = create(kind);
        Answer before = owner(kind).get(kind.path(person) + "/" + id);
        execute("dba", "delete from %s where uuid = '%s'".formatted(kind.table(), id));

        JsonNode versions = history(kind, id).json().get("versions");

        assertThat(owner(kind).get(kind.path(person) + "/" + id).status()).isEqualTo(404);
        assertThat(operations(versions)).containsExactly("delete", "create");
        JsonNode removal = versions.get(0);
        assertThat(removal.get("changed_by").asString()).isEqualTo("dba");
        assertThat(removal.get("changed")).isEmpty();
        assertThat(removal.get("valid_to").isNull()).isTrue();
        assertThat(before.json().propertyNames())
                .allSatisfy(key ->
                        assertThat(removal.get(key)).isEqualTo(before.json().get(key)));
        assertContiguous(versions);
    }

    /** The author of a removal without telemetry.actor is unknown. */
    @Test
    void authorOfARemovalMayBeUnknown() throws SQLException {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = create(kind);
        Database.execute("delete from mobile where uuid = '" + id + "'");

        assertThat(history(kind, id).json().at("/versions/0/changed_by").isNull())
                .isTrue();
    }

    /** A record that is stored again after its removal was not there in between. */
    @Test
    void recordMayReturnAfterItsRemoval() throws SQLException {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = create(kind);
        Database.execute("create table copy_" + id.replace("-", "") + " as select * from mobile where uuid = '" + id
                + "'; delete from mobile where uuid = '" + id + "'; insert into mobile select * from copy_"
                + id.replace("-", "") + "; drop table copy_" + id.replace("-", ""));

        JsonNode versions = history(kind, id).json().get("versions");

        assertThat(operations(versions)).containsExactly("create", "delete", "create");
        assertContiguous(versions);
        assertThat(pages(kind, id, 1)).containsExactlyElementsOf(versions);
    }

    /** A record that the original service moves to another person leaves its versions with the first, and begins with the other. */
    @ParameterizedTest
    @EnumSource
    void movedRecordBelongsToOnePersonAtATime(RecordKind kind) throws SQLException {
        String id = create(kind);
        String other = TestFleet.person();
        Database.execute("update %s set %s = '%s', modified = now(), modified_by_ = 'mover' where uuid = '%s'"
                .formatted(kind.table(), kind.claim(), other, id));

        JsonNode first = history(kind, id).json().get("versions");
        JsonNode second = TestFleet.support()
                .get(kind.path(other) + "/" + id + "/history")
                .json()
                .get("versions");

        assertThat(operations(first)).containsExactly("delete", "create");
        assertThat(first.at("/0/changed_by").asString()).isEqualTo("mover");
        assertThat(first.valueStream())
                .allSatisfy(version ->
                        assertThat(version.get(kind.claim()).asString()).isEqualTo(person));
        assertThat(operations(second)).containsExactly("create");
        assertThat(second.at("/0/changed_by").asString()).isEqualTo("mover");
        assertThat(second.at("/0/" + kind.claim()).asString()).isEqualTo(other);
        assertThat(second.at("/0/valid_from")).isEqualTo(first.at("/0/valid_from"));
    }

    /** A change that is rolled back leaves nothing. */
    @ParameterizedTest
    @EnumSource
    void rolledBackChangeLeavesNothing(RecordKind kind) throws SQLException {
        String id = create(kind);
        try (Connection connection = Database.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update %s set app_version = '3' where uuid = '%s'".formatted(kind.table(), id));
            connection.rollback();
        }

        assertThat(history(kind, id).json().get("versions")).hasSize(1);
        assertThat(Database.number("select count(*) from " + kind.table() + "_history where uuid = ?", id))
                .isZero();
    }

    /** Concurrent changes leave one version each, in the order of their commits, without gap or overlap. */
    @ParameterizedTest
    @EnumSource
    void concurrentChangesLeaveOneVersionEach(RecordKind kind) throws Exception {
        String id = create(kind);
        int writers = 4;
        int changes = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, writers)
                    .<Callable<Void>>mapToObj(writer -> () -> {
                        for (int change = 0; change < changes; change++) {
                            String version = writer + "." + change;
                            if (writer == 0) {
                                execute(
                                        "sql",
                                        "update %s set app_version = '%s', modified = now() where uuid = '%s'"
                                                .formatted(kind.table(), version, id));
                            } else {
                                assertThat(owner(kind)
                                                .patch(
                                                        kind.path(person) + "/" + id,
                                                        Body.empty().with("app_version", version))
                                                .status())
                                        .isEqualTo(200);
                            }
                        }
                        return null;
                    })
                    .toList();
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }

        JsonNode versions = history(kind, id, "?limit=500").json().get("versions");

        assertThat(versions).hasSize(1 + writers * changes);
        assertContiguous(versions);
        assertThat(versions.valueStream()
                        .map(version -> version.get("app_version").asString()))
                .doesNotHaveDuplicates();
        for (int writer = 0; writer < writers; writer++) {
            String prefix = writer + ".";
            String author = writer == 0 ? "sql" : person;
            List<JsonNode> own = versions.valueStream()
                    .filter(version -> version.get("app_version").asString().startsWith(prefix))
                    .toList();
            assertThat(own)
                    .extracting(version -> version.get("app_version").asString())
                    .containsExactlyElementsOf(IntStream.range(0, changes)
                            .mapToObj(change -> prefix + (changes - 1 - change))
                            .toList());
            assertThat(own)
                    .extracting(version -> version.get("changed_by").asString())
                    .containsOnly(author);
        }
    }

    /** The pages of a history are the whole history, whatever their size. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "50"})
    void pagesAreTheWholeHistory(int limit) throws SQLException {
        RecordKind kind = RecordKind.BLOOD_GLUCOSE_METER;
        String id = create(kind);
        for (String version : List.of("2", "3", "4", "5")) {
            owner(kind).patch(kind.path(person) + "/" + id, Body.empty().with("app_version", version));
        }
        execute("dba", "delete from blood_glucose_meter where uuid = '" + id + "'");
        JsonNode all = history(kind, id).json().get("versions");

        assertThat(all).hasSize(6);
        assertThat(pages(kind, id, limit)).containsExactlyElementsOf(all);
    }

    /** A change between two pages neither repeats nor skips a version. */
    @Test
    void changeBetweenPagesDoesNotShiftThem() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = create(kind);
        String path = kind.path(person) + "/" + id;
        owner(kind).patch(path, Body.empty().with("app_version", "2"));
        Answer first = history(kind, id, "?limit=1");

        owner(kind).patch(path, Body.empty().with("app_version", "3"));
        JsonNode second = history(kind, id, TestFleet.next(first)).json().get("versions");

        assertThat(first.json().at("/versions/0/app_version").asString()).isEqualTo("2");
        assertThat(second).hasSize(1);
        assertThat(second.at("/0/app_version").asString())
                .isEqualTo(kind.body().values().get("app_version"));
        assertThat(second.at("/0/valid_to")).isEqualTo(first.json().at("/versions/0/valid_from"));
    }

    /** Long texts make pages shorter. */
    @Test
    void pagesOfLongTextsAreShorter() throws SQLException {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = create(kind);
        for (String letter : List.of("a", "b", "c", "d", "e")) {
            Database.execute("update mobile set model = repeat('" + letter + "', 100000) where uuid = '" + id + "'");
        }

        Answer first = history(kind, id);

        assertThat(first.json().get("versions").size()).isLessThan(6);
        assertThat(pages(kind, id, 50))
                .extracting(version -> version.get("model").asString().substring(0, 1))
                .containsExactly("e", "d", "c", "b", "a", "s");
    }

    /** A version has no negative validity, even if the clock that set the time of creation is ahead. */
    @ParameterizedTest
    @EnumSource
    void validityIsNeverNegative(RecordKind kind) throws SQLException {
        String id = create(kind);
        String update = "update %s set created = created + interval '1 hour', app_version = '%s' where uuid = '%s'";
        Database.execute(update.formatted(kind.table(), "2", id));
        Database.execute(update.formatted(kind.table(), "3", id));
        Database.execute("delete from %s where uuid = '%s'".formatted(kind.table(), id));

        assertContiguous(history(kind, id).json().get("versions"));
    }

    /** Versions follow each other even if the clock of the database is set back. */
    @Test
    void versionsFollowEachOtherIfTheClockIsSetBack() throws SQLException {
        RecordKind kind = RecordKind.BLOOD_GLUCOSE_METER;
        String id = create(kind);
        String path = kind.path(person) + "/" + id;
        owner(kind).patch(path, Body.empty().with("app_version", "2"));
        Database.execute("update blood_glucose_meter_history set superseded = superseded + interval '1 hour'"
                + " where uuid = '" + id + "'");

        owner(kind).patch(path, Body.empty().with("app_version", "3"));

        assertContiguous(history(kind, id).json().get("versions"));
    }

    /** A record of this person that never existed is not found, and neither is another person's. */
    @ParameterizedTest
    @EnumSource
    void otherRecordIsNotFound(RecordKind kind) {
        String id = create(kind);
        String other = TestFleet.person();

        assertThat(history(kind, "never").status()).isEqualTo(404);
        assertThat(TestFleet.support()
                        .get(kind.path(other) + "/" + id + "/history")
                        .status())
                .isEqualTo(404);
        assertThat(history(kind, "a".repeat(37)).status()).isEqualTo(400);
    }

    /** The owner and support may read the history; others may not. */
    @ParameterizedTest
    @EnumSource
    void accessIsThatOfTheRecord(RecordKind kind) {
        String path = kind.path(person) + "/" + create(kind) + "/history";
        String read = "read:gdm_telemetry";

        assertThat(Client.bearing(Tokens.of(kind.claim(), person, read))
                        .get(path)
                        .status())
                .isEqualTo(200);
        assertThat(TestFleet.support().get(path).status()).isEqualTo(200);
        assertThat(Client.anonymous().get(path).status()).isEqualTo(401);
        assertThat(Client.bearing(Tokens.of(kind.claim(), person, "write:gdm_telemetry"))
                        .get(path)
                        .status())
                .isEqualTo(403);
        assertThat(Client.bearing(Tokens.of(kind.claim(), "another", read))
                        .get(path)
                        .status())
                .isEqualTo(403);
        assertThat(Client.bearing(Tokens.of("device_id", person, read))
                        .get(path)
                        .status())
                .isEqualTo(403);
    }

    /** An unchanged history is not sent again. */
    @Test
    void unchangedHistoryIsNotSentAgain() {
        RecordKind kind = RecordKind.CLINICIAN_INSTALLATION;
        String path = kind.path(person) + "/" + create(kind) + "/history";
        String tag = owner(kind).get(path).header("ETag");

        Answer again = owner(kind).with("If-None-Match", tag).get(path);

        assertThat(tag).isNotEmpty();
        assertThat(again.status()).isEqualTo(304);
    }

    /** Invalid parameters are rejected, with their name. */
    @ParameterizedTest
    @CsvSource({
        "limit=0, limit: must be a whole number from 1 to 500.",
        "limit=501, limit: must be a whole number from 1 to 500.",
        "cursor=abc, 'cursor: must be from a response of this list, with the same other parameters.'",
        "other=1, 'other: unknown parameter. The known parameters are cursor, limit.'"
    })
    void invalidParametersAreRejected(String query, String detail) {
        Answer answer = history(RecordKind.PATIENT_INSTALLATION, create(RecordKind.PATIENT_INSTALLATION), "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.detail()).isEqualTo(detail);
    }

    private List<JsonNode> pages(RecordKind kind, String id, int limit) {
        List<JsonNode> versions = new ArrayList<>();
        String query = "?limit=" + limit;
        while (!query.isEmpty()) {
            Answer page = history(kind, id, query);
            assertThat(page.json().get("versions").size()).isBetween(1, limit);
            page.json().get("versions").forEach(versions::add);
            query = TestFleet.next(page);
        }
        return versions;
    }

    /** Each version starts when the one before ends, and none ends before it starts. */
    private static void assertContiguous(JsonNode versions) {
        for (int at = 0; at < versions.size(); at++) {
            JsonNode version = versions.get(at);
            if (at > 0) {
                assertThat(version.get("valid_to"))
                        .isEqualTo(versions.get(at - 1).get("valid_from"));
                assertThat(Instant.parse(version.get("valid_to").asString()))
                        .isAfterOrEqualTo(
                                Instant.parse(version.get("valid_from").asString()));
            }
        }
        assertThat(versions.at("/0/valid_to").isNull()).isTrue();
    }

    private static List<String> operations(JsonNode versions) {
        return versions.valueStream()
                .map(version -> version.get("operation").asString(null))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** Executes a statement as an operator does. */
    private static void execute(String actor, String sql) throws SQLException {
        try (Connection connection = Database.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (actor != null) {
                statement.execute("set local telemetry.actor = '" + actor + "'");
            }
            statement.execute(sql);
            connection.commit();
        }
    }

    private String create(RecordKind kind) {
        return owner(kind).post(kind.path(person), kind.body()).uuid();
    }

    private Answer history(RecordKind kind, String id) {
        return history(kind, id, "");
    }

    private Answer history(RecordKind kind, String id, String query) {
        return owner(kind).get(kind.path(person) + "/" + id + "/history" + query);
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
