package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.Statement;
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
        try (Connection holder = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table desktop in access exclusive mode");

            Answer refused = fleet.ask("/dhos/v1/installation");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.detail()).contains("took too long");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(fleet.ask(Fleet.support("text/csv"), "/dhos/v1/installation")
                            .status())
                    .isEqualTo(503);
            assertThat(Client.patient("p").post(METER, Body.bloodGlucoseMeter()).status())
                    .isEqualTo(201);
            holder.rollback();
        }
        assertThat(fleet.ask("/dhos/v1/installation").status()).isEqualTo(200);
    }
}
