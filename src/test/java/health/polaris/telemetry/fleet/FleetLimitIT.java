package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Figures;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    /** Nobody can read these tables until they are released. */
    private static final class HeldTables implements AutoCloseable {
        private final Connection connection =
                DatabaseLogin.of(System.getenv()).source().getConnection();

        HeldTables(String names) throws SQLException {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("lock table " + names + " in access exclusive mode");
            }
        }

        /** How many questions wait for them. */
        int waiting() {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("select count(*) from pg_locks where not granted"
                            + " and relation in ('mobile'::regclass, 'desktop'::regclass)")) {
                count.next();
                return count.getInt(1);
            } catch (SQLException away) {
                throw new IllegalStateException(away);
            }
        }

        void release() throws SQLException {
            connection.rollback();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
