package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A request whose transaction PostgreSQL rolls back to end a deadlock is repeated once. A bulk load by SQL can cause such a deadlock. */
class DeadlockIT extends Contract {
    private final String person = UUID.randomUUID().toString();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** The change has locked its record and waits for the table; the concurrent transaction has locked the table and waits for the record. */
    @ParameterizedTest
    @EnumSource
    void changeIsRepeated(RecordKind kind) throws SQLException {
        String record = owner(kind).post(kind.path(person), kind.body()).uuid();
        CompletableFuture<Answer> change;
        int deadlocks = deadlocks();
        try (ConcurrentTransaction other =
                ConcurrentTransaction.begin().execute("lock table " + kind.table() + " in share mode")) {
            change = start(() -> owner(kind)
                    .patch(kind.path(person) + "/" + record, Body.empty().with("app_version", "ours")));
            other.awaitWaiting(1);
            other.execute("update %s set app_product = 'theirs' where uuid = '%s'".formatted(kind.table(), record));
            other.commit();
        }

        Answer answer = change.join();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("app_version").asString()).isEqualTo("ours");
        assertThat(answer.json().get("app_product").asString()).isEqualTo("theirs");
        Await.until(() -> deadlocks() > deadlocks);
    }

    /**
     * The creation has written its record and waits for the table of keys; the concurrent transaction has locked that table and waits for
     * the table of records.
     */
    @ParameterizedTest
    @EnumSource
    void creationIsRepeated(RecordKind kind) throws SQLException {
        Client keyed = owner(kind).with("Idempotency-Key", person);
        Body body = kind.body();
        CompletableFuture<Answer> creation;
        int deadlocks = deadlocks();
        try (ConcurrentTransaction other =
                ConcurrentTransaction.begin().execute("lock table idempotency_key in share mode")) {
            creation = start(() -> keyed.post(kind.path(person), body));
            other.awaitWaiting(1);
            other.execute("lock table " + kind.table() + " in share mode");
            other.commit();
        }

        Answer answer = creation.join();

        assertThat(answer.status()).isEqualTo(kind.created());
        assertThat(owner(kind).get(kind.path(person)).json().valueStream()).containsExactly(answer.json());
        assertThat(keyed.post(kind.path(person), body).text()).isEqualTo(answer.text());
        Await.until(() -> deadlocks() > deadlocks);
    }

    /** The number of deadlocks that PostgreSQL has ended; its statistics lag behind. */
    private static int deadlocks() {
        try {
            return Database.number("select deadlocks from pg_stat_database where datname = current_database()");
        } catch (SQLException fault) {
            throw new IllegalStateException("cannot read the statistics", fault);
        }
    }

    private CompletableFuture<Answer> start(Supplier<Answer> request) {
        return CompletableFuture.supplyAsync(request, threads);
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
