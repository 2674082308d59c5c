package health.polaris.telemetry.subject;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.LockedTables;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** People's own requests for everything about themselves have places of their own, which are few. */
class OwnEverythingLimitIT extends Contract {
    private static final int PLACES = 2;
    private static final String METERS = "/dhos/v1/blood_glucose_meter?serial_number=none";

    /** If people use all of their places, further ones get 503. Exports, searches and requests of support staff are answered. */
    @Test
    void peopleUseNoPlacesOfOthers() throws Exception {
        try (LockedTables locked = new LockedTables("mobile")) {
            List<CompletableFuture<Answer>> waiting = Stream.generate(OwnEverythingLimitIT::patient)
                    .limit(PLACES)
                    .map(OwnEverythingLimitIT::started)
                    .toList();
            Await.until(() -> locked.waiting() == PLACES);

            Answer rejected = own(patient());

            assertThat(rejected.status()).isEqualTo(503);
            assertThat(Integer.parseInt(rejected.header("Retry-After"))).isPositive();
            assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(TestFleet.support("text/csv").get(METERS).status()).isEqualTo(200);
            assertThat(TestFleet.support().get(METERS).status()).isEqualTo(200);
            DataSubject clinician = DataSubject.of(RecordKind.CLINICIAN_INSTALLATION);
            assertThat(TestFleet.support().get(clinician.path("everything")).status())
                    .isEqualTo(200);
            assertThat(placesInUse()).isEqualTo(PLACES);
            locked.release();
            assertThat(waiting)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        }
        Await.until(() -> placesInUse() == 0);
        assertThat(own(patient()).status()).isEqualTo(200);
    }

    /** A second request of a person gets 429 while the first is being answered. Others are answered. */
    @Test
    void aPersonUsesOnePlace() throws Exception {
        DataSubject patient = patient();
        try (LockedTables locked = new LockedTables("mobile")) {
            CompletableFuture<Answer> first = started(patient);
            Await.until(() -> locked.waiting() == 1);

            Answer second = own(patient);

            assertThat(second.status()).isEqualTo(429);
            assertThat(Integer.parseInt(second.header("Retry-After"))).isPositive();
            assertThat(second.detail()).startsWith("Another request for the same data");
            // the same id of another kind is another person
            assertThat(own(new DataSubject(RecordKind.CLINICIAN_INSTALLATION, patient.id()))
                            .status())
                    .isEqualTo(200);
            locked.release();
            assertThat(first.join().status()).isEqualTo(200);
        }
        Await.until(() -> own(patient).status() == 200);
    }

    /** If exports use all of their places, people get their own data. */
    @Test
    void exportsUseNoPlacesOfPeople() throws Exception {
        String export = "/dhos/v1/installation?kind=clinician";
        try (LockedTables locked = new LockedTables("desktop")) {
            List<CompletableFuture<Answer>> exports = Stream.generate(
                            () -> started(() -> TestFleet.support("text/csv").get(export)))
                    .limit(2)
                    .toList();
            Await.until(() -> locked.waiting() == 2);

            assertThat(TestFleet.support("text/csv").get(METERS).status()).isEqualTo(503);
            assertThat(own(patient()).status()).isEqualTo(200);
            locked.release();
            assertThat(exports)
                    .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
        }
    }

    private static DataSubject patient() {
        return DataSubject.of(RecordKind.PATIENT_INSTALLATION);
    }

    private static Answer own(DataSubject person) {
        return person.own().get(person.path("everything"));
    }

    private static CompletableFuture<Answer> started(DataSubject person) {
        return started(() -> own(person));
    }

    private static CompletableFuture<Answer> started(Supplier<Answer> request) {
        return CompletableFuture.supplyAsync(request, task -> new Thread(task).start());
    }

    private static double placesInUse() {
        return MetricsText.of(Client.anonymous())
                .find("own_export_database_connections_in_use")
                .orElse(0.0);
    }
}
