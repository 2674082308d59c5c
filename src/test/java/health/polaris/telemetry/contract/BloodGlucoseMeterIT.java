package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Blood glucose meters, as an app sees them over HTTP. */
class BloodGlucoseMeterIT {
    private final String patient = UUID.randomUUID().toString();
    private final String token = TestServer.token("patient_id", patient).signed();
    private final String path = "/dhos/v1/patient/" + patient + "/blood_glucose_meter";

    /** Optional keys may be left out, unknown ones are ignored, an integer is a number, and the date becomes UTC. */
    @Test
    void createsAndFinds() throws Exception {
        var created = TestServer.call(
                "POST",
                path,
                token,
                "{\"mobile_id\":\"m\",\"serial_number\":\"s\",\"blood_glucose_value\":5,\"surprise\":null,"
                        + "\"date_verified\":\"2020-01-01T00:00:00+01:00\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode meter = TestServer.json(created);
        assertThat(meter.get("date_verified").asString()).isEqualTo("2019-12-31T23:00:00.000Z");
        assertThat(meter.get("blood_glucose_value").asDouble()).isEqualTo(5.0);
        assertThat(meter.get("app_product").isNull()).isTrue();
        var found = TestServer.call("GET", path + "/" + meter.get("uuid").asString(), token, "");
        assertThat(TestServer.json(found)).isEqualTo(meter);
    }

    /** Naming another patient in a change is refused, naming the same one is not. */
    @Test
    void isNotMovedToAnotherPatient() throws Exception {
        String body = "{\"mobile_id\":\"m\",\"serial_number\":\"s\"}";
        String address = path + "/"
                + TestServer.json(TestServer.call("POST", path, token, body))
                        .get("uuid")
                        .asString();
        assertThat(TestServer.call("PATCH", address, token, "{\"patient_id\":\"another\"}")
                        .statusCode())
                .isEqualTo(403);
        var changed = TestServer.call(
                "PATCH", address, token, "{\"patient_id\":\"" + patient + "\",\"is_bg_value_correct\":true}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(changed).get("is_bg_value_correct").asBoolean())
                .isTrue();
    }

    /** Each of these names its fault and changes nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"mobile_id\":\"m\"}",
                "{\"mobile_id\":\"m\",\"serial_number\":null}",
                "{\"mobile_id\":\"m\",\"serial_number\":\"\\u0000\"}",
                "{\"mobile_id\":\"m\",\"serial_number\":\"\\ud800\"}",
                "{\"mobile_id\":\"m\",\"serial_number\":\"s\",\"blood_glucose_value\":1e999}",
                "{\"mobile_id\":\"m\",\"serial_number\":\"s\",\"blood_glucose_value\":\"5\"}",
                "{\"mobile_id\":\"m\",\"serial_number\":\"s\",\"is_bg_value_correct\":1}",
                "{\"mobile_id\":\"1234567890123456789012345678901234567\",\"serial_number\":\"s\"}"
            })
    void refusesABadBody(String body) throws Exception {
        assertThat(TestServer.call("POST", path, token, body).statusCode()).isEqualTo(400);
    }

    /** The API document and the explorer are served outside production. */
    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/openapi.yaml", "/ui/", "/ui/swagger-ui-bundle.js", "/version"})
    void describesItself(String address) throws Exception {
        assertThat(TestServer.call("GET", address, "", "").statusCode()).isEqualTo(200);
    }

    /** Only a system may drop the data. */
    @Test
    void dataIsNotDroppedByAPatient() throws Exception {
        assertThat(TestServer.call("POST", "/drop_data", token, "").statusCode())
                .isEqualTo(403);
    }
}
