package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Every change of a record leaves a version, whoever makes it. */
class HistoryWritersIT extends Contract {
    private final PersonHistory person = PersonHistory.ofNewPerson();

    /** A request that changes nothing leaves no version, and neither does a change of the audit fields alone. */
    @ParameterizedTest
    @EnumSource
    void changeOfNothingLeavesNoVersion(RecordKind kind) throws SQLException {
        String id = person.create(kind);
        person.client(kind).patch(person.path(kind) + "/" + id, Body.empty());
        person.client(kind)
                .patch(
                        person.path(kind) + "/" + id,
                        Body.empty().with("app_version", kind.body().values().get("app_version")));
        Database.execute(
                "update %s set modified = now(), modified_by_ = 'x' where uuid = '%s'".formatted(kind.table(), id));

        assertThat(person.history(kind, id).json().get("versions")).hasSize(1);
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
            String id = person.create(kind);

            PersonHistory.execute(
                    actor, "update %s set app_version = '3'%s where uuid = '%s'".formatted(kind.table(), stamp, id));

            JsonNode newest = person.history(kind, id).json().at("/versions/0");
            assertThat(newest.get("operation").asString()).isEqualTo("update");
            assertThat(newest.get("changed_by").asString(null))
                    .isEqualTo("{owner}".equals(author) ? person.id() : author);
            assertThat(PersonHistory.texts(newest.get("changed"))).containsExactly("app_version");
        }
    }

    /** The history of a deleted record remains, and starts with the removal. */
    @ParameterizedTest
    @EnumSource
    void deletedRecordKeepsItsHistory(RecordKind kind) throws SQLException {
        String id = person.create(kind);
        Answer before = person.client(kind).get(person.path(kind) + "/" + id);
        PersonHistory.execute("dba", "delete from %s where uuid = '%s'".formatted(kind.table(), id));

        JsonNode versions = person.history(kind, id).json().get("versions");

        assertThat(person.client(kind).get(person.path(kind) + "/" + id).status())
                .isEqualTo(404);
        assertThat(PersonHistory.operations(versions)).containsExactly("delete", "create");
        JsonNode removal = versions.get(0);
        assertThat(removal.get("changed_by").asString()).isEqualTo("dba");
        assertThat(removal.get("changed")).isEmpty();
        assertThat(removal.get("valid_to").isNull()).isTrue();
        assertThat(before.json().propertyNames())
                .allSatisfy(key ->
                        assertThat(removal.get(key)).isEqualTo(before.json().get(key)));
        PersonHistory.assertContiguous(versions);
    }

    /** The author of a removal without telemetry.actor is unknown. */
    @Test
    void authorOfARemovalMayBeUnknown() throws SQLException {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = person.create(kind);
        Database.execute("delete from mobile where uuid = '" + id + "'");

        assertThat(person.history(kind, id).json().at("/versions/0/changed_by").isNull())
                .isTrue();
    }

    /** A record that is stored again after its removal was not there in between. */
    @Test
    void recordMayReturnAfterItsRemoval() throws SQLException {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = person.create(kind);
        Database.execute("create table copy_" + id.replace("-", "") + " as select * from mobile where uuid = '" + id
                + "'; delete from mobile where uuid = '" + id + "'; insert into mobile select * from copy_"
                + id.replace("-", "") + "; drop table copy_" + id.replace("-", ""));

        JsonNode versions = person.history(kind, id).json().get("versions");

        assertThat(PersonHistory.operations(versions)).containsExactly("create", "delete", "create");
        PersonHistory.assertContiguous(versions);
        assertThat(person.pages(kind, id, 1)).containsExactlyElementsOf(versions);
    }

    /** A record that the original service moves to another person leaves its versions with the first, and begins with the other. */
    @ParameterizedTest
    @EnumSource
    void movedRecordBelongsToOnePersonAtATime(RecordKind kind) throws SQLException {
        String id = person.create(kind);
        String other = TestFleet.person();
        Database.execute("update %s set %s = '%s', modified = now(), modified_by_ = 'mover' where uuid = '%s'"
                .formatted(kind.table(), kind.claim(), other, id));

        JsonNode first = person.history(kind, id).json().get("versions");
        JsonNode second = TestFleet.support()
                .get(kind.path(other) + "/" + id + "/history")
                .json()
                .get("versions");

        assertThat(PersonHistory.operations(first)).containsExactly("delete", "create");
        assertThat(first.at("/0/changed_by").asString()).isEqualTo("mover");
        assertThat(first.valueStream())
                .allSatisfy(version ->
                        assertThat(version.get(kind.claim()).asString()).isEqualTo(person.id()));
        assertThat(PersonHistory.operations(second)).containsExactly("create");
        assertThat(second.at("/0/changed_by").asString()).isEqualTo("mover");
        assertThat(second.at("/0/" + kind.claim()).asString()).isEqualTo(other);
        assertThat(second.at("/0/valid_from")).isEqualTo(first.at("/0/valid_from"));
    }

    /** A change that is rolled back leaves nothing. */
    @ParameterizedTest
    @EnumSource
    void rolledBackChangeLeavesNothing(RecordKind kind) throws SQLException {
        String id = person.create(kind);
        try (Connection connection = Database.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update %s set app_version = '3' where uuid = '%s'".formatted(kind.table(), id));
            connection.rollback();
        }

        assertThat(person.history(kind, id).json().get("versions")).hasSize(1);
        assertThat(Database.number("select count(*) from " + kind.table() + "_history where uuid = ?", id))
                .isZero();
    }
}
