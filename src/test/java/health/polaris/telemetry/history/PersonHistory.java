package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
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
import tools.jackson.databind.JsonNode;

/**
 * The histories of one person's records.
 *
 * @param id the id of the person
 */
record PersonHistory(String id) {
    static PersonHistory ofNewPerson() {
        return new PersonHistory(TestFleet.person());
    }

    Client client(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), id, Tokens.OWN));
    }

    String path(RecordKind kind) {
        return kind.path(id);
    }

    /** Creates a record, and returns its id. */
    String create(RecordKind kind) {
        return client(kind).post(path(kind), kind.body()).uuid();
    }

    Answer history(RecordKind kind, String record) {
        return history(kind, record, "");
    }

    Answer history(RecordKind kind, String record, String query) {
        return client(kind).get(path(kind) + "/" + record + "/history" + query);
    }

    /** The versions on all pages of a history. */
    List<JsonNode> pages(RecordKind kind, String record, int limit) {
        List<JsonNode> versions = new ArrayList<>();
        String query = "?limit=" + limit;
        while (!query.isEmpty()) {
            Answer page = history(kind, record, query);
            assertThat(page.json().get("versions").size()).isBetween(1, limit);
            page.json().get("versions").forEach(versions::add);
            query = TestFleet.next(page);
        }
        return versions;
    }

    /** Each version starts when the one before ends, none ends before it starts, and the first has not ended. */
    static void assertContiguous(Iterable<JsonNode> newestFirst) {
        JsonNode later = null;
        for (JsonNode version : newestFirst) {
            if (later == null) {
                assertThat(version.get("valid_to").isNull()).isTrue();
            } else {
                assertThat(version.get("valid_to")).isEqualTo(later.get("valid_from"));
                assertThat(Instant.parse(version.get("valid_to").asString()))
                        .isAfterOrEqualTo(
                                Instant.parse(version.get("valid_from").asString()));
            }
            later = version;
        }
        assertThat(later).isNotNull();
    }

    static List<String> operations(JsonNode versions) {
        return versions.valueStream()
                .map(version -> version.get("operation").asString(null))
                .toList();
    }

    static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /** Executes a statement as an operator does, under a name, or without one if it is null. */
    static void execute(String actor, String sql) throws SQLException {
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
}
