package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Installations on a patient's phone, as an app sees them over HTTP. */
class PatientInstallationIT {
    private final String patient = UUID.randomUUID().toString();
    private final String token = TestServer.token("patient_id", patient).signed();
    private final String path = "/dhos/v1/patient/" + patient + "/installation";

    private static Map<String, String> sent() {
        return new HashMap<>(Map.of(
                "unique_device_code", "1234",
                "date_first_launched", "2019-08-11T11:59:50.1239+01:00",
                "app_product", "GDM",
                "app_version", "18.1.4",
                "phone_os", "android",
                "phone_os_version", "8.0",
                "manufacturer", "Samsung",
                "model", "s70001",
                "display_name", "Saumsung S7"));
    }

    /** A new installation is answered whole, with its owner and who made it, and read back equal. */
    @Test
    void createsAndFinds() throws Exception {
        var created = TestServer.call("POST", path, token, TestServer.write(sent()));
        assertThat(created.statusCode()).isEqualTo(200);
        JsonNode record = TestServer.json(created);
        assertThat(record.get("patient_id").asString()).isEqualTo(patient);
        assertThat(record.get("created_by").asString()).isEqualTo(patient);
        assertThat(record.get("date_first_launched").asString()).isEqualTo("2019-08-11T11:59:50.123+01:00");

        var found = TestServer.call("GET", path + "/" + record.get("uuid").asString(), token, "");
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(found)).isEqualTo(record);
    }

    /** A change answers the whole record; an empty change leaves even the time of the last change. */
    @Test
    void changes() throws Exception {
        JsonNode record = TestServer.json(TestServer.call("POST", path, token, TestServer.write(sent())));
        String address = path + "/" + record.get("uuid").asString();
        var untouched = TestServer.call("PATCH", address, token, "{}");
        assertThat(TestServer.json(untouched)).isEqualTo(record);
        var changed = TestServer.call("PATCH", address, token, "{\"app_version\":\"19\"}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(TestServer.json(changed).get("app_version").asString()).isEqualTo("19");
        assertThat(TestServer.json(changed).get("model").asString()).isEqualTo("s70001");
    }

    /** The latest is the one first launched last, by instant and not by text; without any it is an empty object. */
    @Test
    void findsTheLatest() throws Exception {
        String latest = "/dhos/v1/patient/" + patient + "/latest_installation";
        assertThat(TestServer.call("GET", latest, token, "").body()).isEqualTo("{}");
        Map<String, String> later = sent();
        later.put("date_first_launched", "2020-01-01T00:30:00-01:00");
        later.put("model", "later");
        Map<String, String> earlier = sent();
        earlier.put("date_first_launched", "2020-01-01T02:00:00+01:00");
        TestServer.call("POST", path, token, TestServer.write(later));
        TestServer.call("POST", path, token, TestServer.write(earlier));
        assertThat(TestServer.json(TestServer.call("GET", latest, token, ""))
                        .get("model")
                        .asString())
                .isEqualTo("later");
    }

    /** Without a token, with another's key, or past its expiry: 401. */
    @Test
    void refusesAnUntrustedToken() throws Exception {
        String foreign = TestServer.token("patient_id", patient).key("another").signed();
        String endless = TestServer.token("patient_id", patient).without("exp").signed();
        for (String untrusted : new String[] {"", "nonsense", foreign, endless}) {
            var answer = TestServer.call("POST", path, untrusted, TestServer.write(sent()));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        }
    }

    /** Another patient's token, and one without the scope: 403. */
    @Test
    void refusesATokenWithoutTheRight() throws Exception {
        String other = TestServer.token("patient_id", "another").signed();
        String reader = TestServer.token("patient_id", patient)
                .scope("read:gdm_telemetry")
                .signed();
        for (String unfit : new String[] {other, reader}) {
            assertThat(TestServer.call("POST", path, unfit, TestServer.write(sent()))
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    /** A body that is no such installation is refused with a problem detail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[1]",
                "7",
                "{}",
                "{\"model\":null}",
                "{\"model\":6}",
                "{\"surprise\":\"x\"}",
                "{\"model\":\"a\",\"model\":\"b\"}",
                "{\"date_first_launched\":\"2019-02-30T00:00:00Z\"}",
                "{\"date_first_launched\":\"2019-02-03T00:00:00\"}"
            })
    void refusesABadBody(String body) throws Exception {
        var answer = TestServer.call("POST", path, token, body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(TestServer.json(answer).get("code").asInt()).isEqualTo(400);
    }
}
