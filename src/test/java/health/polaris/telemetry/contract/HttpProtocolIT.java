package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP behaviour of all responses: request ids, conditional requests, and rejection of invalid requests. */
class HttpProtocolIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private final String person = UUID.randomUUID().toString();
    private final Client owner = Client.patient(person);
    private final String path = KIND.path(person);
    private final String latest = "/dhos/v1/patient/" + person + "/latest_installation";

    /** A request id is returned. */
    @Test
    void requestIdIsReturned() {
        assertThat(owner.with("X-Request-ID", "ab-12").get(latest).header("X-Request-ID"))
                .isEqualTo("ab-12");
    }

    /** A missing or invalid request id is replaced, in error responses too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx"
            })
    void requestIdIsGenerated(String invalid) {
        assertThat(UUID.fromString(
                        owner.with("X-Request-ID", invalid).get(latest).header("X-Request-ID")))
                .isNotNull();
        assertThat(UUID.fromString(Client.anonymous().get("/nothing/here").header("X-Request-ID")))
                .isNotNull();
    }

    /** Responses have an ETag; a conditional read gets 304 without a body until the record changes. */
    @Test
    void unchangedRecordIsNotModified() {
        String record = path + "/" + owner.post(path, KIND.body()).uuid();
        String tag = owner.get(record).header("ETag");

        Answer unchanged = owner.with("If-None-Match", tag).get(record);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.text()).isEmpty();
        assertThat(unchanged.header("ETag")).isEqualTo(tag);
        assertThat(owner.with("If-None-Match", "\"other\", " + tag).get(record).status())
                .isEqualTo(304);

        owner.patch(record, Body.empty().with("model", "other"));
        Answer changed = owner.with("If-None-Match", tag).get(record);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    /** A malformed tag does not match, and other preconditions are ignored for reads. */
    @ParameterizedTest
    @CsvSource({"If-None-Match, nonsense", "If-None-Match, ','", "If-None-Match, W/x", "If-Match, '\"x\"'"})
    void unsupportedPreconditionIsIgnored(String header, String value) {
        assertThat(owner.with(header, value).get(latest).status()).isEqualTo(200);
    }

    /** A weak tag, as produced by compressing proxies, matches. */
    @Test
    void weakTagMatches() {
        assertThat(owner.with("If-None-Match", "W/" + owner.get(latest).header("ETag"))
                        .get(latest)
                        .status())
                .isEqualTo(304);
    }

    /** OPTIONS returns the methods of a path in a header, and no body. */
    @Test
    void optionsListsTheMethods() {
        Answer answer = owner.call("OPTIONS", path);

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Allow")).contains("POST");
        assertThat(answer.text()).isEmpty();
    }

    /** A write never gets 304. */
    @Test
    void writeIgnoresConditions() {
        Answer created = owner.with("If-None-Match", "*").post(path, KIND.body());

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.header("ETag")).isNotEmpty();
    }

    /** Caches must revalidate each response. */
    @Test
    void cachesMustRevalidate() {
        assertThat(owner.get(latest).header("Cache-Control")).isEqualTo("no-cache, must-revalidate");
        assertThat(Client.anonymous().get(latest).header("Cache-Control")).isEqualTo("no-cache, must-revalidate");
    }

    /** The response is JSON for any Accept header, as in the original service. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/html", "application/xml"})
    void responseIsAlwaysJson(String accepted) {
        Answer answer = owner.with("Accept", accepted).get(latest);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    /** A malformed Accept header is ignored. */
    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a/b/c", ";"})
    void malformedAcceptIsIgnored(String accepted) {
        assertThat(owner.with("Accept", accepted).get(latest).status()).isLessThan(500);
    }

    /** HEAD returns the headers of GET without the body. */
    @Test
    void headHasNoBody() {
        Answer head = owner.call("HEAD", latest);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(owner.get(latest).header("ETag"));
    }

    /** A request body must be declared as JSON. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonx",
                "application/octet-stream"
            })
    void otherMediaTypeIsRejected(String type) {
        Answer answer =
                owner.with("Content-Type", type).send("POST", path, KIND.body().json());

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.detail()).contains("Content-Type", "application/json");
    }

    /** A body without a content type is rejected. */
    @Test
    void bodyWithoutAMediaTypeIsRejected() {
        assertThat(owner.send("POST", path, KIND.body().json()).status()).isEqualTo(415);
    }

    /** Media type parameters and JSON-based types are accepted. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON", "application/vnd.polaris+json"})
    void jsonMediaTypesAreAccepted(String type) {
        assertThat(owner.with("Content-Type", type)
                        .send("POST", path, KIND.body().json())
                        .status())
                .isEqualTo(200);
    }

    /** A malformed media type is rejected with a problem detail. */
    @Test
    void malformedMediaTypeIsRejected() {
        Answer answer = owner.with("Content-Type", "nonsense")
                .send("POST", path, KIND.body().json());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** A GET with a JSON content type is rejected. */
    @Test
    void getWithJsonIsRejected() {
        assertThat(owner.with("Content-Type", "application/json").get(latest).status())
                .isEqualTo(400);
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
