package health.polaris.telemetry.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.TestProvider;
import org.junit.jupiter.api.Test;

/** The configuration of SMART App Launch. */
class SmartConfigurationIT extends Contract {
    /** It has the endpoints of the provider and the scopes, without a token. */
    @Test
    void endpointsAreThoseOfTheProvider() {
        TestProvider.trusted();

        Answer answer = Client.anonymous().get("/fhir/.well-known/smart-configuration");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json().get("token_endpoint").asString()).isEqualTo(System.getenv("AUTH0_DOMAIN") + "token");
        assertThat(answer.json().get("authorization_endpoint").asString())
                .isEqualTo(System.getenv("AUTH0_DOMAIN") + "authorize");
        assertThat(answer.json().get("capabilities").toString()).contains("permission-v2");
        assertThat(answer.json().get("scopes_supported").size()).isEqualTo(3);
    }
}
