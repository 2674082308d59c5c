package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask about the fleet, and who for one person's records. */
class FleetAccessIT extends Contract {
    /** A patient's token with every scope but the one that it takes, and one without any are refused. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dhos/v1/installation",
                "/dhos/v1/blood_glucose_meter",
                "/dhos/v1/analytics/adoption",
                "/dhos/v1/analytics/platforms",
                "/dhos/v1/analytics/activity",
                "/dhos/v1/analytics/meters",
                "/dhos/v1/analytics/outdated?app_product=GDM&below=2"
            })
    void fleetIsForThoseWhoMayReadAll(String path) {
        assertThat(Client.bearing(Tokens.system()).get(path).status()).isEqualTo(200);
        assertThat(Client.nobody().get(path).status()).isEqualTo(401);
        assertThat(Client.patient("p").get(path).status()).isEqualTo(403);
        assertThat(Client.bearing(Tokens.of("system_id", "s", "")).get(path).status())
                .isEqualTo(403);
    }

    /** So are exports, of which nothing is written then. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void exportsAreForThoseWhoMayReadAll(String format) {
        Answer refused = Client.patient("p").with("Accept", format).get("/dhos/v1/installation");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Client.nobody()
                        .with("Accept", format)
                        .get("/dhos/v1/installation")
                        .status())
                .isEqualTo(401);
    }

    /** A person's records are for that person and for those who may read all; of meters as well. */
    @ParameterizedTest
    @EnumSource
    void personsRecordsAreForThatPersonAndSupport(RecordKind kind) {
        String person = Fleet.person();
        String path = kind.path(person);

        assertThat(Client.bearing(Tokens.of(kind.claim(), person, "read:gdm_telemetry"))
                        .get(path)
                        .status())
                .isEqualTo(200);
        assertThat(Client.bearing(Tokens.system()).get(path).status()).isEqualTo(200);
        assertThat(Client.nobody().get(path).status()).isEqualTo(401);
        assertThat(Client.bearing(Tokens.of(kind.claim(), "another", Tokens.OWN))
                        .get(path)
                        .status())
                .isEqualTo(403);
        assertThat(Client.bearing(Tokens.of(kind.claim(), person, "write:gdm_telemetry"))
                        .get(path)
                        .status())
                .isEqualTo(403);
    }
}
