package health.polaris.telemetry.subject.retention;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Access to the preview, and a node without retention. */
class RetentionPreviewIT extends Contract {
    private static final String PATH = "/dhos/v1/retention";

    /** Without settings there is no next run, and none has ever started. */
    @Test
    void nothingRunsByDefault() throws SQLException {
        Answer preview = caller("erase:gdm_telemetry").get(PATH);

        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.text())
                .isEqualTo(
                        "{\"settings\":{\"inactive_days\":null,\"mode\":\"erase\",\"history_days\":null,"
                                + "\"identifying_days\":null,\"access_days\":null,\"hour\":2},\"next_run\":null,\"last_run\":null}");
        assertThat(Database.number("select count(*) from retention_run")).isZero();
        assertThat(MetricsText.of(Client.anonymous()).find("retention_last_run_timestamp_seconds"))
                .hasValue(Double.NaN);
    }

    /** Only the scope for erasures permits the preview, and a denial is recorded. */
    @ParameterizedTest
    @ValueSource(
            strings = {"read:gdm_telemetry_all", "read:gdm_telemetry_audit", "read:gdm_telemetry write:gdm_telemetry"})
    void otherScopesAreDenied(String scope) {
        assertThat(caller(scope).get(PATH).status()).isEqualTo(403);
    }

    /** A denial of a caller with rights to the data of others is recorded. */
    @Test
    void denialIsRecorded() throws SQLException {
        String recorded = "select count(*) from access_event where action = 'retention' and outcome = 'denied'";
        int before = Database.number(recorded);

        caller("read:gdm_telemetry_all").get(PATH);

        assertThat(Database.number(recorded)).isEqualTo(before + 1);
    }

    /** A request without a token is rejected. */
    @Test
    void tokenIsRequired() {
        assertThat(Client.anonymous().get(PATH).status()).isEqualTo(401);
    }

    private static Client caller(String scope) {
        return Client.bearing(Tokens.of("clinician_id", "officer-1", scope));
    }
}
