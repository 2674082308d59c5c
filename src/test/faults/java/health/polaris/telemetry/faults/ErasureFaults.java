package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.LocalServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Erasures while a node crashes, and while the person writes on several nodes. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ErasureFaults {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final String PERSON = "somebody";
    private static final String PATH = KIND.path(PERSON);
    private static final int RECORDS = 5;
    private static final int PHONES = 8;

    private static final String DATA = "select from mobile where patient_id = '" + PERSON + "'"
            + " union all select from mobile_history where patient_id = '" + PERSON + "'";

    /** A node is killed in the middle of an erasure: everything stays, and the erasure can be repeated. */
    @Test
    void killedErasureErasesNothing() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            // the erasure must not time out before the node is killed
            environment.set("DATABASE_TIMEOUT_SECONDS", "60").set("DATABASE_LOCK_TIMEOUT_MILLIS", "59500");
            LocalServer first = environment.startNode();
            for (int record = 0; record < RECORDS; record++) {
                changeAndCreate(first.uri());
            }
            try (PausedRemoval middle = new PausedRemoval(environment, PERSON)) {
                CompletableFuture<Answer> lost = CompletableFuture.supplyAsync(() -> erase(first.uri()));
                middle.await();
                first.process().destroyForcibly().waitFor();
                assertThat(lost).failsWithin(30, TimeUnit.SECONDS);
            }
            LocalServer second = environment.startNode();

            assertThat(own(second.uri()).get(PATH).json()).hasSize(RECORDS);
            assertThat(environment.has("select 1 from mobile_history having count(*) = " + RECORDS))
                    .isTrue();
            assertThat(environment.has("select from erasure union all select from access_event where action = 'erase'"))
                    .isFalse();
            assertThat(own(second.uri()).post(PATH, KIND.body()).status()).isEqualTo(200);

            Answer receipt = erase(second.uri());
            assertThat(receipt.json().at("/counts/mobile").asInt()).isEqualTo(RECORDS + 1);
            assertThat(environment.has(DATA)).isFalse();
        }
    }

    /** An erasure competes with creations and changes on two nodes: nothing of the person remains, and no request fails. */
    @Test
    void writesDuringAnErasureLeaveNothing() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            List<URI> nodes = List.of(
                    environment.startNode().uri(), environment.startNode().uri());
            ExecutorService phones = Executors.newFixedThreadPool(PHONES);
            try {
                CountDownLatch written = new CountDownLatch(PHONES * RECORDS);
                List<Future<List<Integer>>> statuses = new ArrayList<>();
                for (int phone = 0; phone < PHONES; phone++) {
                    URI node = nodes.get(phone % nodes.size());
                    statuses.add(phones.submit(() -> writeUntilRejected(node, written)));
                }
                written.await();

                assertThat(erase(nodes.get(0)).status()).isEqualTo(200);

                for (Future<List<Integer>> ofPhone : statuses) {
                    assertThat(ofPhone.get()).isSubsetOf(200, 404, 410).endsWith(410);
                }
                assertThat(environment.has(DATA)).isFalse();
            } finally {
                phones.shutdownNow();
            }
        }
    }

    /** Creates records and changes each, until a creation is rejected. Returns the statuses of all responses. */
    private static List<Integer> writeUntilRejected(URI node, CountDownLatch written) {
        List<Integer> statuses = new ArrayList<>();
        Answer created = own(node).post(PATH, KIND.body());
        statuses.add(created.status());
        while (created.status() == 200) {
            statuses.add(change(node, created.uuid()).status());
            written.countDown();
            created = own(node).post(PATH, KIND.body());
            statuses.add(created.status());
        }
        return statuses;
    }

    private static void changeAndCreate(URI node) {
        assertThat(change(node, own(node).post(PATH, KIND.body()).uuid()).status())
                .isEqualTo(200);
    }

    private static Answer change(URI node, String record) {
        return own(node).patch(PATH + "/" + record, Body.empty().with("app_version", "changed"));
    }

    private static Answer erase(URI node) {
        return Client.bearing(Tokens.of("clinician_id", "officer", "erase:gdm_telemetry"))
                .at(node)
                .post(
                        "/dhos/v1/patient/" + PERSON + "/erasure",
                        Body.empty().with("reason", "test").with("mode", "erase"));
    }

    private static Client own(URI node) {
        return Client.patient(PERSON).at(node);
    }
}
