package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Figures;
import health.polaris.telemetry.contract.RecordKind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However hard questions about the fleet are to answer, those who write do not notice. */
class FleetLimitIT extends Contract {
    private static final String METER = RecordKind.BLOOD_GLUCOSE_METER.path("p");

    /**
     * A question that takes too long is ended by the database and answered with 503; meanwhile a patient's records are read
     * and written as ever.
     */
    @Test
    void questionThatTakesTooLongIsEnded() throws Exception {
        Fleet fleet = Fleet.empty();
        try (HeldTables held = new HeldTables("desktop")) {
            Answer refused = fleet.ask("/dhos/v1/installation");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.detail()).contains("took too long");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(fleet.ask(Fleet.support("text/csv"), "/dhos/v1/installation")
                            .status())
                    .isEqualTo(503);
            assertThat(Client.patient("p").post(METER, Body.bloodGlucoseMeter()).status())
                    .isEqualTo(201);
            held.release();
        }
        assertThat(fleet.ask("/dhos/v1/installation").status()).isEqualTo(200);
    }

    /** Both kinds are looked for at the same time, each on a connection of its own. */
    @Test
    void kindsAreFoundAtTheSameTime() throws Exception {
        Fleet fleet = oneOfEachKind();
        try (HeldTables held = new HeldTables("mobile, desktop")) {
            CompletableFuture<Answer> both = asked(fleet);

            Await.until(() -> held.waiting() == 2);

            assertThat(placesInUse()).isEqualTo(2);
            held.release();
            assertThat(both.join().json()).hasSize(2);
        }
        assertThat(placesInUse()).isZero();
    }

    /** While other questions take the places, the kinds are looked for one after the other, in the place that there is. */
    @Test
    void kindsAreFoundOneAfterTheOtherWhenAllPlacesAreTaken() throws Exception {
        Fleet fleet = oneOfEachKind();
        try (HeldTables held = new HeldTables("mobile, desktop")) {
            List<CompletableFuture<Answer>> others = Stream.generate(() -> asked(fleet, "kind", "patient"))
                    .limit(3)
                    .toList();
            Await.until(() -> held.waiting() == 3);
            CompletableFuture<Answer> both = asked(fleet);

            Await.until(() -> held.waiting() == 4);

            assertThat(placesInUse()).isEqualTo(4);
            held.release();
            assertThat(both.join().json()).hasSize(2);
            assertThat(others)
                    .allSatisfy(other -> assertThat(other.join().json()).hasSize(1));
        }
        assertThat(placesInUse()).isZero();
    }

    /** Identical requests for a figure share one query; so many wait for it, and the others are refused. */
    @Test
    void sameFigureIsComputedOnce() throws Exception {
        Fleet fleet = oneOfEachKind();
        try (HeldTables held = new HeldTables("mobile")) {
            List<CompletableFuture<Answer>> asked = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> fleet.ask("/dhos/v1/analytics/platforms", "kind", "patient"),
                            task -> new Thread(task).start()))
                    .limit(30)
                    .toList();
            Await.until(() -> asked.stream().filter(CompletableFuture::isDone).count() == 9);

            assertThat(held.waiting()).isEqualTo(1);
            held.release();
            List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();
            assertThat(answers.stream().filter(answer -> answer.status() == 503))
                    .hasSize(9)
                    .allSatisfy(
                            refused -> assertThat(refused.header("Retry-After")).isNotEmpty());
            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .hasSize(21)
                    .allSatisfy(answer -> assertThat(
                                    answer.json().at("/figures/0/people").asInt())
                            .isEqualTo(1));
        }
    }

    private static double placesInUse() {
        return Figures.of(Client.nobody())
                .find("fleet_database_connections_in_use")
                .orElseThrow();
    }

    private static Fleet oneOfEachKind() {
        Fleet fleet = Fleet.empty();
        fleet.store(RecordKind.PATIENT_INSTALLATION, Fleet.person(), Body.patientInstallation());
        fleet.store(RecordKind.CLINICIAN_INSTALLATION, Fleet.person(), Body.clinicianInstallation());
        return fleet;
    }

    private static CompletableFuture<Answer> asked(Fleet fleet, String... filters) {
        return CompletableFuture.supplyAsync(
                () -> fleet.ask("/dhos/v1/installation", filters), task -> new Thread(task).start());
    }
}
