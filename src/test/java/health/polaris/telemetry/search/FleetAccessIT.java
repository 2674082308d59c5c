package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Access to fleet queries and to the records of one person. */
class FleetAccessIT extends Contract {
    /** A patient's token with all scopes except the required one, and a token without scopes, are denied. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dhos/v1/installation",
                "/dhos/v1/blood_glucose_meter",
                "/dhos/v1/find?q=nobody",
                "/dhos/v1/analytics/adoption",
                "/dhos/v1/analytics/platforms",
                "/dhos/v1/analytics/activity",
                "/dhos/v1/analytics/meters",
                "/dhos/v1/analytics/outdated?app_product=GDM&below=2",
                "/dhos/v1/analytics/recall?model=none",
                "/dhos/v1/analytics/silent"
            })
    void fleetQueriesRequireTheScopeForAllRecords(String path) {
        assertThat(Client.bearing(Tokens.system()).get(path).status()).isEqualTo(200);
        assertThat(Client.anonymous().get(path).status()).isEqualTo(401);
        assertThat(Client.patient("p").get(path).status()).isEqualTo(403);
        assertThat(Client.bearing(Tokens.of("system_id", "s", "")).get(path).status())
                .isEqualTo(403);
    }

    /** Exports are denied too, before anything is written. */
    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void exportsRequireTheScopeForAllRecords(String format) {
        Answer denied = Client.patient("p").with("Accept", format).get("/dhos/v1/installation");

        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Client.anonymous()
                        .with("Accept", format)
                        .get("/dhos/v1/installation")
                        .status())
                .isEqualTo(401);
    }

    /** Records of a person are readable for that person and with the scope for all records. */
    @ParameterizedTest
    @EnumSource
    void recordsAreReadableForTheirOwnerAndSupport(RecordKind kind) {
        String person = TestFleet.person();
        String path = kind.path(person);

        assertThat(Client.bearing(Tokens.of(kind.claim(), person, "read:gdm_telemetry"))
                        .get(path)
                        .status())
                .isEqualTo(200);
        assertThat(Client.bearing(Tokens.system()).get(path).status()).isEqualTo(200);
        assertThat(Client.anonymous().get(path).status()).isEqualTo(401);
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
