package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The versions of a record follow each other without gap or overlap. */
class ValidityIT extends Contract {
    private final PersonHistory person = PersonHistory.ofNewPerson();

    /** Concurrent changes leave one version each, in the order of their commits, without gap or overlap. */
    @ParameterizedTest
    @EnumSource
    void concurrentChangesLeaveOneVersionEach(RecordKind kind) throws Exception {
        String id = person.create(kind);
        int writers = 4;
        int changes = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, writers)
                    .<Callable<Void>>mapToObj(writer -> () -> {
                        for (int change = 0; change < changes; change++) {
                            String version = writer + "." + change;
                            if (writer == 0) {
                                PersonHistory.execute(
                                        "sql",
                                        "update %s set app_version = '%s', modified = now() where uuid = '%s'"
                                                .formatted(kind.table(), version, id));
                            } else {
                                assertThat(person.client(kind)
                                                .patch(
                                                        person.path(kind) + "/" + id,
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

        JsonNode versions = person.history(kind, id, "?limit=500").json().get("versions");

        assertThat(versions).hasSize(1 + writers * changes);
        PersonHistory.assertContiguous(versions);
        assertThat(versions.valueStream()
                        .map(version -> version.get("app_version").asString()))
                .doesNotHaveDuplicates();
        for (int writer = 0; writer < writers; writer++) {
            String prefix = writer + ".";
            String author = writer == 0 ? "sql" : person.id();
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

    /** A version has no negative validity, even if the clock that set the time of creation is ahead. */
    @ParameterizedTest
    @EnumSource
    void validityIsNeverNegative(RecordKind kind) throws SQLException {
        String id = person.create(kind);
        String update = "update %s set created = created + interval '1 hour', app_version = '%s' where uuid = '%s'";
        Database.execute(update.formatted(kind.table(), "2", id));
        Database.execute(update.formatted(kind.table(), "3", id));
        Database.execute("delete from %s where uuid = '%s'".formatted(kind.table(), id));

        PersonHistory.assertContiguous(person.history(kind, id).json().get("versions"));
    }

    /** Versions follow each other even if the clock of the database is set back. */
    @Test
    void versionsFollowEachOtherIfTheClockIsSetBack() throws SQLException {
        RecordKind kind = RecordKind.BLOOD_GLUCOSE_METER;
        String id = person.create(kind);
        String path = person.path(kind) + "/" + id;
        person.client(kind).patch(path, Body.empty().with("app_version", "2"));
        Database.execute("update blood_glucose_meter_history set superseded = superseded + interval '1 hour'"
                + " where uuid = '" + id + "'");

        person.client(kind).patch(path, Body.empty().with("app_version", "3"));

        PersonHistory.assertContiguous(person.history(kind, id).json().get("versions"));
    }
}
