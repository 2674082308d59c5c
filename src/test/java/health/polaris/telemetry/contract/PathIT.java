package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods and paths. */
class PathIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private final String person = UUID.randomUUID().toString();
    private final Client owner = Client.patient(person);
    private final String path = KIND.path(person);

    /** OPTIONS returns the methods of a path in a header, and no body. */
    @Test
    void optionsListsTheMethods() {
        Answer answer = owner.call("OPTIONS", path);

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Allow")).contains("POST");
        assertThat(answer.text()).isEmpty();
    }

    /** OPTIONS of an unknown path is an error like any other. */
    @Test
    void optionsOfUnknownPathIsAProblem() {
        Answer answer = owner.call("OPTIONS", "/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).contains("There is no resource at this path.");
    }

    /** An unsupported method is rejected with the list of supported ones. */
    @ParameterizedTest
    @CsvSource({"PUT, POST", "DELETE, POST", "PATCH, POST"})
    void unsupportedMethodIsRejected(String method, String allowed) {
        Answer answer = owner.call(method, path);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.detail()).contains(allowed);
    }

    /** Any other path is not found. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/dhos",
                "/dhos/v1",
                "/dhos/v1/patient/x",
                "/dhos/v1/patient//installation",
                "/dhos/v2/patient/x/installation",
                "/application.wadl",
                "/WEB-INF/web.xml",
                "/META-INF/openapi.yaml",
                "/problem",
                "/index.html"
            })
    void otherPathIsNotFound(String other) {
        Answer answer = owner.get(other);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().get("title").asString()).isEqualTo("Not Found");
    }

    /** Repeated slashes are treated as one, for all methods, with the same access rules. */
    @ParameterizedTest
    @ValueSource(strings = {"//dhos/v1/patient/%s/installation", "///dhos//v1/patient/%s///installation?limit=2"})
    void repeatedSlashesAreTreatedAsOne(String template) {
        String repeated = template.formatted(person);

        assertThat(owner.post(repeated, KIND.body()).status()).isEqualTo(200);
        assertThat(owner.post(repeated, KIND.body()).status()).isEqualTo(200);
        assertThat(owner.get(repeated).json()).hasSize(2);
        assertThat(Client.anonymous().get(repeated).status()).isEqualTo(401);
        assertThat(Client.patient("another").get(repeated).status()).isEqualTo(403);
    }

    /**
     * Control characters in the path are rejected. Some servers reject them before the application, with their own
     * response.
     */
    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%0Ab", "a%0D%0Ab", "a%7Fb"})
    void controlCharacterIsRejected(String id) {
        Answer answer = owner.get(path + "/" + id);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception", "\tat ");
    }

    /** An id in the path is rejected if it is longer than its column, or contains a slash or a control character. */
    @ParameterizedTest
    @ValueSource(strings = {"1234567890123456789012345678901234567", "a%2Fb", "a%C2%85b"})
    void invalidIdIsRejected(String id) {
        Answer record = owner.get(path + "/" + id);
        Answer person = Client.bearing(Tokens.system()).get("/dhos/v1/patient/" + id + "/latest_installation");

        assertThat(record.status()).isEqualTo(400);
        assertThat(record.detail()).contains("id in the path");
        assertThat(person.status()).isEqualTo(400);
    }

    /** Any other text is a valid id, and results in 404. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "%20", "a;b", "..%20", "%C3%A9", "%F0%9F%93%B1", "%27%20or%201=1", "%25"})
    void unusualIdIsNotFound(String id) {
        assertThat(owner.get(path + "/" + id).status()).isEqualTo(404);
    }
}
