package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that need a row locked by another transaction wait for it, and lose none of its changes. */
class RowLockIT extends Contract {
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final String person = UUID.randomUUID().toString();
    private final String key = UUID.randomUUID().toString();

    @AfterEach
    void end() {
        clients.shutdownNow();
    }

    /** A change waits for a concurrent change of the same record. The response and the record have both. */
    @ParameterizedTest
    @EnumSource
    void changeWaitsForConcurrentChange(RecordKind kind) throws SQLException {
        String record = create(kind);

        Answer answer = change(kind, record, "ours", update(kind, record, "app_product", "theirs"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("app_version").asString()).isEqualTo("ours");
        assertThat(answer.json().get("app_product").asString()).isEqualTo("theirs");
        assertThat(owner(kind).get(path(kind, record)).json()).isEqualTo(answer.json());
    }

    /** A change is applied even if it restores the values that a concurrent change has just replaced. */
    @ParameterizedTest
    @EnumSource
    void changeBackIsNotLost(RecordKind kind) throws SQLException {
        String record = create(kind);
        String before = kind.body().values().get("app_version").toString();

        Answer answer = change(kind, record, before, update(kind, record, "app_version", "theirs"));

        assertThat(answer.json().get("app_version").asString()).isEqualTo(before);
        assertThat(owner(kind).get(path(kind, record)).json()).isEqualTo(answer.json());
    }

    /** A record deleted by the concurrent transaction is not found, and is not stored again. */
    @ParameterizedTest
    @EnumSource
    void changeDoesNotRestoreADeletedRecord(RecordKind kind) throws SQLException {
        String record = create(kind);

        Answer answer =
                change(kind, record, "ours", "delete from %s where uuid = '%s'".formatted(kind.table(), record));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(owner(kind).get(path(kind, record)).status()).isEqualTo(404);
    }

    /** A read does not wait, and returns the last committed values. */
    @ParameterizedTest
    @EnumSource
    void readDoesNotWait(RecordKind kind) throws SQLException {
        String record = create(kind);
        Answer before = owner(kind).get(path(kind, record));
        try (ConcurrentTransaction other = ConcurrentTransaction.begin().execute(lock(kind, record))) {
            other.execute(update(kind, record, "app_version", "theirs"));

            assertThat(owner(kind).get(path(kind, record)).json()).isEqualTo(before.json());
            assertThat(owner(kind).get(kind.path(person)).json().get(0)).isEqualTo(before.json());
        }
    }

    /** A repeated request waits for the creation in progress, and gets the same record. */
    @ParameterizedTest
    @EnumSource
    void concurrentCreationsWithOneKeyStoreOneRecord(RecordKind kind) throws SQLException {
        Body body = kind.body();
        CompletableFuture<Answer> first;
        CompletableFuture<Answer> second;
        try (ConcurrentTransaction other =
                ConcurrentTransaction.begin().execute("lock table " + kind.table() + " in share row exclusive mode")) {
            first = start(() -> keyed(kind).post(kind.path(person), body));
            other.awaitWaiting(1);
            second = start(() -> keyed(kind).post(kind.path(person), body));
            other.awaitWaiting(2);
        }

        assertThat(first.join().status()).isEqualTo(kind.created());
        assertThat(second.join().text()).isEqualTo(first.join().text());
        assertThat(owner(kind).get(kind.path(person)).json().valueStream())
                .containsExactly(first.join().json());
    }

    /** Of two different creations with one key, one is stored and the other rejected. */
    @Test
    void concurrentDifferentCreationsWithOneKeyStoreOne() throws SQLException {
        RecordKind kind = RecordKind.CLINICIAN_INSTALLATION;
        CompletableFuture<Answer> first;
        CompletableFuture<Answer> second;
        try (ConcurrentTransaction other =
                ConcurrentTransaction.begin().execute("lock table " + kind.table() + " in share row exclusive mode")) {
            first = start(() -> keyed(kind).post(kind.path(person), kind.body()));
            other.awaitWaiting(1);
            second = start(() -> keyed(kind).post(kind.path(person), kind.body().with("app_version", "2")));
            other.awaitWaiting(2);
        }

        List<Answer> answers = List.of(first.join(), second.join());
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 422);
        assertThat(owner(kind).get(kind.path(person)).json().valueStream())
                .containsExactlyElementsOf(answers.stream()
                        .filter(answer -> answer.status() == 200)
                        .map(Answer::json)
                        .toList());
    }

    private CompletableFuture<Answer> start(Supplier<Answer> request) {
        return CompletableFuture.supplyAsync(request, clients);
    }

    private static String lock(RecordKind kind, String record) {
        return "select from %s where uuid = '%s' for update".formatted(kind.table(), record);
    }

    private static String update(RecordKind kind, String record, String column, String value) {
        return "update %s set %s = '%s' where uuid = '%s'".formatted(kind.table(), column, value, record);
    }

    /** Changes the version of a record while another transaction has locked it, which then executes a statement and commits. */
    private Answer change(RecordKind kind, String record, String version, String statement) throws SQLException {
        CompletableFuture<Answer> change;
        try (ConcurrentTransaction other = ConcurrentTransaction.begin().execute(lock(kind, record))) {
            change = start(
                    () -> owner(kind).patch(path(kind, record), Body.empty().with("app_version", version)));
            other.awaitWaiting(1);
            other.execute(statement);
            other.commit();
        }
        return change.join();
    }

    private String create(RecordKind kind) {
        return owner(kind).post(kind.path(person), kind.body()).uuid();
    }

    private Client keyed(RecordKind kind) {
        return owner(kind).with("Idempotency-Key", key);
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }

    private String path(RecordKind kind, String record) {
        return kind.path(person) + "/" + record;
    }
}
