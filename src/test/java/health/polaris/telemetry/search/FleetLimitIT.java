package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.LockedTables;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Expensive fleet queries do not affect writes. */
class FleetLimitIT extends Contract {
    private static final String METER = RecordKind.BLOOD_GLUCOSE_METER.path("p");

    /**
     * The database cancels a query after its time-out, and the response is 503. Meanwhile, a patient's records are
     * read and written as usual.
     */
    @Test
    void slowQueryIsCancelled() throws Exception {
        TestFleet fleet = TestFleet.empty();
        try (LockedTables held = new LockedTables("desktop")) {
            Answer rejected = fleet.ask("/dhos/v1/installation");

            assertThat(rejected.status()).isEqualTo(503);
            assertThat(rejected.detail()).contains("took too long");
            assertThat(Integer.parseInt(rejected.header("Retry-After"))).isPositive();
            assertThat(fleet.ask(TestFleet.support("text/csv"), "/dhos/v1/installation")
                            .status())
                    .isEqualTo(503);
            assertThat(Client.patient("p").post(METER, Body.bloodGlucoseMeter()).status())
                    .isEqualTo(201);
            held.release();
        }
        assertThat(fleet.ask("/dhos/v1/installation").status()).isEqualTo(200);
    }

    /** Both kinds are queried in parallel, each on its own connection. */
    @Test
    void kindsAreQueriedInParallel() throws Exception {
        TestFleet fleet = oneOfEachKind();
        try (LockedTables held = new LockedTables("mobile, desktop")) {
            CompletableFuture<Answer> both = requested(fleet);

            Await.until(() -> held.waiting() == 2);

            assertThat(connectionsInUse()).isEqualTo(2);
            held.release();
            assertThat(both.join().json()).hasSize(2);
        }
        assertThat(connectionsInUse()).isZero();
    }

    /** If all other connections are in use, the kinds are queried one after the other on one connection. */
    @Test
    void kindsAreQueriedSequentiallyWithoutFreeConnections() throws Exception {
        TestFleet fleet = oneOfEachKind();
        try (LockedTables held = new LockedTables("mobile, desktop")) {
            List<CompletableFuture<Answer>> others = Stream.generate(() -> requested(fleet, "kind", "patient"))
                    .limit(3)
                    .toList();
            Await.until(() -> held.waiting() == 3);
            CompletableFuture<Answer> both = requested(fleet);

            Await.until(() -> held.waiting() == 4);

            assertThat(connectionsInUse()).isEqualTo(4);
            held.release();
            assertThat(both.join().json()).hasSize(2);
            assertThat(others)
                    .allSatisfy(other -> assertThat(other.join().json()).hasSize(1));
        }
        assertThat(connectionsInUse()).isZero();
    }

    /** Identical requests for a figure share one query. A limited number waits for it; the others are rejected. */
    @Test
    void identicalRequestsShareOneQuery() throws Exception {
        TestFleet fleet = oneOfEachKind();
        try (LockedTables held = new LockedTables("mobile")) {
            List<CompletableFuture<Answer>> requested = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> fleet.ask("/dhos/v1/analytics/platforms", "kind", "patient"),
                            task -> new Thread(task).start()))
                    .limit(30)
                    .toList();
            Await.until(
                    () -> requested.stream().filter(CompletableFuture::isDone).count() == 9);

            assertThat(held.waiting()).isEqualTo(1);
            held.release();
            List<Answer> answers =
                    requested.stream().map(CompletableFuture::join).toList();
            assertThat(answers.stream().filter(answer -> answer.status() == 503))
                    .hasSize(9)
                    .allSatisfy(rejected ->
                            assertThat(rejected.header("Retry-After")).isNotEmpty());
            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(21)
                    .allSatisfy(answer -> assertThat(
                                    answer.json().at("/figures/0/people").asInt())
                            .isEqualTo(1));
        }
    }

    private static double connectionsInUse() {
        return MetricsText.of(Client.anonymous())
                .find("fleet_database_connections_in_use")
                .orElseThrow();
    }

    private static TestFleet oneOfEachKind() {
        TestFleet fleet = TestFleet.empty();
        fleet.store(RecordKind.PATIENT_INSTALLATION, TestFleet.person(), Body.patientInstallation());
        fleet.store(RecordKind.CLINICIAN_INSTALLATION, TestFleet.person(), Body.clinicianInstallation());
        return fleet;
    }

    private static CompletableFuture<Answer> requested(TestFleet fleet, String... filters) {
        return CompletableFuture.supplyAsync(
                () -> fleet.ask("/dhos/v1/installation", filters), task -> new Thread(task).start());
    }
}
