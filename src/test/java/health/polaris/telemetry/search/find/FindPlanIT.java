package health.polaris.telemetry.search.find;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.ManyPhones;
import health.polaris.telemetry.contract.QueryPlan;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL finds people by indexes, in their order, so that it reads few records whatever the text. */
class FindPlanIT extends Contract {
    /** Each column has its index. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mobile_by_patient_id",
                "mobile_by_unique_device_code",
                "mobile_by_uuid",
                "desktop_by_clinician_id",
                "desktop_by_unique_device_code",
                "desktop_by_uuid",
                "blood_glucose_meter_by_patient_id",
                "blood_glucose_meter_by_serial_number",
                "blood_glucose_meter_by_mobile_id",
                "blood_glucose_meter_by_uuid"
            })
    void columnHasItsIndex(String index) throws SQLException {
        assertThat(plan("nowhere")).contains("Index Scan using " + index + " ").doesNotContain("Seq Scan");
    }

    /** The index is read in order also if most records match, so that reading ends at the limit. */
    @Test
    void commonTextIsReadInOrder() throws SQLException {
        Database.execute(ManyPhones.of(5_000)
                .with("patient_id", "'common-patient-' || n")
                .insert());
        Database.execute("analyze mobile");

        assertThat(plan("common-patient-"))
                .contains("Index Scan using mobile_by_patient_id ")
                .doesNotContain("Seq Scan");
    }

    private static String plan(String text) throws SQLException {
        return QueryPlan.of(Find.statement(text));
    }
}
