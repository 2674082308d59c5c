package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.local.LocalDatabase;
import health.polaris.telemetry.local.LocalServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that crashes, stops, hangs or loses connections under load. The service is never restarted. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DatabaseFaults {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final String PERSON = "somebody";
    private static final String PATH = KIND.path(PERSON);
    private static final Body BODY = KIND.body();

    /** All processes of PostgreSQL are killed, and PostgreSQL is restarted. */
    @Test
    void killedDatabaseLosesNothing() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                load.awaitAcknowledged(300);
                environment.database().kill();
                Await.until(() -> load.ledger().rejected() > 20);
                environment.database().restart();
                load.awaitAcknowledged(300);
            }
            ConsistencyCheck.of("kill -9 of PostgreSQL", load.ledger(), environment.rows(), node.uri());
        }
    }

    /** PostgreSQL is stopped for a while; the pool recovers within seconds after its restart. */
    @Test
    void poolRecoversFromAStoppedDatabase() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                load.awaitAcknowledged(300);
                environment.database().stop();
                Load.pause(20_000);
                assertThat(readiness(node).status()).isEqualTo(503);
                assertThat(Client.anonymous().at(node.uri()).get("/health/live").status())
                        .isEqualTo(200);
                environment.database().restart();
                Instant back = Instant.now();
                load.awaitAcknowledged(1);
                assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(5));
                Await.until(() -> readiness(node).status() == 200);
            }
            ConsistencyCheck.of("PostgreSQL stopped for 20 s", load.ledger(), environment.rows(), node.uri());
        }
    }

    /**
     * After a restart of PostgreSQL, all pooled connections are stale, and Payara does not yet validate those used
     * within the last second. No request fails, and each creation stores one record.
     */
    @ParameterizedTest
    @EnumSource
    void restartFailsNoRequest(Outage outage) throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            RecordKind kind = RecordKind.PATIENT_INSTALLATION;
            String person = UUID.randomUUID().toString();
            Client owner = Client.patient(person).at(node.uri());
            String record = kind.path(person) + "/"
                    + owner.post(kind.path(person), kind.body()).uuid();
            List<Supplier<Answer>> requests = List.of(
                    () -> owner.get(record),
                    () -> owner.post(kind.path(person), kind.body()),
                    () -> owner.patch(record, "{\"app_version\": \"2\"}"),
                    () -> owner.get("/dhos/v1/patient/" + person + "/latest_installation"),
                    () -> owner.get(kind.path(person)));
            for (Supplier<Answer> request : requests) {
                try (Load load = Load.on(node.uri())) {
                    load.awaitAcknowledged(300);
                }
                outage.of(environment.database());
                Load.pause(1_100);
                environment.database().restart();

                assertThat(request.get().status()).isEqualTo(200);
            }
            assertThat(owner.get(kind.path(person)).json()).hasSize(2);
        }
    }

    /** How PostgreSQL ends: by an orderly shutdown or by a kill. */
    enum Outage {
        STOPPED {
            @Override
            void of(LocalDatabase database) throws Exception {
                database.stop();
            }
        },
        KILLED {
            @Override
            void of(LocalDatabase database) throws Exception {
                database.kill();
            }
        };

        abstract void of(LocalDatabase database) throws Exception;
    }

    /**
     * PostgreSQL accepts connections but does not respond. Every request is rejected within a bounded time, readiness
     * fails within its time-out, and liveness does not use the database.
     */
    @Test
    void hangingDatabaseDoesNotBlockRequests() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                load.awaitAcknowledged(300);
                environment.database().silence();
                try {
                    Instant start = Instant.now();
                    for (int probe = 0; probe < 10; probe++) {
                        Instant sent = Instant.now();
                        assertThat(readiness(node).status()).isEqualTo(503);
                        assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofMillis(1_800));
                        assertThat(Client.anonymous()
                                        .at(node.uri())
                                        .get("/health/live")
                                        .status())
                                .isEqualTo(200);
                        Write write = Write.withKey(RecordKind.PATIENT_INSTALLATION);
                        sent = Instant.now();
                        assertThat(write.create(node.uri()).isClearRejection()).isTrue();
                        assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(6));
                    }
                    System.out.println("FAULT hanging database: ten probes and ten writes took "
                            + Duration.between(start, Instant.now()).toMillis() + " ms");
                } finally {
                    environment.database().resume();
                }
                load.awaitAcknowledged(300);
            }
            ConsistencyCheck.of("hanging PostgreSQL", load.ledger(), environment.rows(), node.uri());
        }
    }

    /** The connections between service and database are cut repeatedly, in the middle of requests. */
    @Test
    void cutConnectionsLoseNothing() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment();
                DatabaseProxy proxy = DatabaseProxy.of(environment)) {
            LocalServer node = environment.startNode();
            Load load = Load.on(node.uri());
            try (load) {
                for (int cut = 0; cut < 20; cut++) {
                    load.awaitAcknowledged(50);
                    proxy.cut();
                }
                load.awaitAcknowledged(100);
            }
            ConsistencyCheck.of("connections cut 20 times", load.ledger(), environment.rows(), node.uri());
        }
    }

    /**
     * A write whose connection breaks before the commit is retried, since nothing can have been committed. The
     * connection is older than the interval within which Payara skips validation.
     */
    @Test
    void uncommittedWriteIsRetried() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment();
                DatabaseProxy proxy = DatabaseProxy.of(environment)) {
            Client owner = Client.patient(PERSON).at(environment.startNode().uri());
            owner.get(PATH);

            proxy.dropResponses();
            Answer created =
                    cutWhen(proxy, () -> environment.has(open("INSERT INTO mobile")), () -> owner.post(PATH, BODY));
            assertThat(created.status()).isEqualTo(200);
            assertThat(owner.get(PATH).json()).containsExactly(created.json());

            proxy.dropResponses();
            Answer changed = cutWhen(
                    proxy,
                    () -> environment.has(open("SELECT ")),
                    () -> owner.patch(PATH + "/" + created.uuid(), "{\"app_version\": \"2\"}"));
            assertThat(changed.status()).isEqualTo(200);
            assertThat(owner.get(PATH).json()).containsExactly(changed.json());
        }
    }

    /** A write whose commit got no response is not retried. The client gets 503, and a concurrent change is kept. */
    @Test
    void possiblyCommittedWriteIsNotRetried() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment();
                DatabaseProxy proxy = DatabaseProxy.of(environment)) {
            Client owner = Client.patient(PERSON).at(environment.startNode().uri());
            owner.get(PATH);

            proxy.dropResponsesAfter("INSERT 0 1");
            Answer created = cutWhen(
                    proxy,
                    () -> environment.has("select from mobile where patient_id = '" + PERSON + "'"),
                    () -> owner.post(PATH, BODY));
            assertThat(created.status()).isEqualTo(503);
            assertThat(owner.get(PATH).json()).hasSize(1);

            String record = owner.get(PATH).json().get(0).get("uuid").asString();
            proxy.dropResponsesAfter("UPDATE 1");
            Answer changed = cutWhen(
                    proxy,
                    () -> environment.has("update mobile set app_version = '3' where app_version = '2' returning uuid"),
                    () -> owner.patch(PATH + "/" + record, "{\"app_version\": \"2\"}"));
            assertThat(changed.status()).isEqualTo(503);
            assertThat(owner.get(PATH + "/" + record).json().get("app_version").asString())
                    .isEqualTo("3");
        }
    }

    /** Query for an open transaction whose last statement starts with the given text. */
    private static String open(String statement) {
        return "select from pg_stat_activity where state = 'idle in transaction' and query like '" + statement + "%'";
    }

    /** The response to a write whose connection is cut once the condition holds. */
    private static Answer cutWhen(DatabaseProxy proxy, BooleanSupplier condition, Supplier<Answer> write)
            throws Exception {
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(write);
        Await.until(condition);
        Load.pause(1_100);
        proxy.cut();
        return answer.get(10, TimeUnit.SECONDS);
    }

    private static Answer readiness(LocalServer node) {
        return Client.anonymous().at(node.uri()).get("/health/ready");
    }
}
