package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every answer has in common: request ids, conditional requests, and refusals of what is no request of ours. */
class HttpMannersIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private final String person = UUID.randomUUID().toString();
    private final Client owner = Client.patient(person);
    private final String path = KIND.path(person);
    private final String latest = "/dhos/v1/patient/" + person + "/latest_installation";

    /** A request id is echoed. */
    @Test
    void requestIdIsEchoed() {
        assertThat(owner.with("X-Request-ID", "ab-12").get(latest).header("X-Request-ID"))
                .isEqualTo("ab-12");
    }

    /** Where there is none, or one that would not be good in a log, one is made; also for a refusal. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx0xxxxxxxxx"
            })
    void requestIdIsMade(String unfit) {
        assertThat(UUID.fromString(owner.with("X-Request-ID", unfit).get(latest).header("X-Request-ID")))
                .isNotNull();
        assertThat(UUID.fromString(Client.nobody().get("/nothing/here").header("X-Request-ID")))
                .isNotNull();
    }

    /** An answer has an ETag, and who has it already gets 304 without a body, until it changes. */
    @Test
    void unchangedAnswerIsNotSentAgain() {
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

    /** A tag that is none is no tag of ours, and other preconditions are not for reading. */
    @ParameterizedTest
    @CsvSource({"If-None-Match, nonsense", "If-None-Match, ','", "If-None-Match, W/x", "If-Match, '\"x\"'"})
    void strangePreconditionIsPassedOver(String header, String value) {
        assertThat(owner.with(header, value).get(latest).status()).isEqualTo(200);
    }

    /** A weak form of the tag, as proxies make it when they compress, is the same to a reader. */
    @Test
    void weakTagIsKnown() {
        assertThat(owner.with("If-None-Match", "W/" + owner.get(latest).header("ETag"))
                        .get(latest)
                        .status())
                .isEqualTo(304);
    }

    /** OPTIONS tells the methods of a path in its header, and nothing else. */
    @Test
    void optionsTellsTheMethods() {
        Answer answer = owner.call("OPTIONS", path);

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Allow")).contains("POST");
        assertThat(answer.text()).isEmpty();
    }

    /** A write is never answered with 304. */
    @Test
    void writeIsNotConditional() {
        Answer created = owner.with("If-None-Match", "*").post(path, KIND.body());

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.header("ETag")).isNotEmpty();
    }

    /** Caches must ask each time. */
    @Test
    void cachesMustAsk() {
        assertThat(owner.get(latest).header("Cache-Control")).isEqualTo("no-cache, must-revalidate");
        assertThat(Client.nobody().get(latest).header("Cache-Control")).isEqualTo("no-cache, must-revalidate");
    }

    /** JSON is answered whatever the client says it accepts, as the original did. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "*/*", "text/html", "application/xml"})
    void answerIsJson(String accepted) {
        Answer answer = owner.with("Accept", accepted).get(latest);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    /** What a client accepts may make no sense; that is no fault of the service. */
    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "a/b/c", ";"})
    void senselessAcceptIsNoFault(String accepted) {
        assertThat(owner.with("Accept", accepted).get(latest).status()).isLessThan(500);
    }

    /** HEAD answers what GET would, without the body. */
    @Test
    void headHasNoBody() {
        Answer head = owner.call("HEAD", latest);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(owner.get(latest).header("ETag"));
    }

    /** A body must be said to be JSON. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonx",
                "application/octet-stream"
            })
    void bodyOfAnotherTypeIsRefused(String type) {
        Answer answer =
                owner.with("Content-Type", type).send("POST", path, KIND.body().json());

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.detail()).contains("Content-Type", "application/json");
    }

    /** So is one that is not said to be anything. */
    @Test
    void bodyWithoutATypeIsRefused() {
        assertThat(owner.send("POST", path, KIND.body().json()).status()).isEqualTo(415);
    }

    /** Parameters of the type, and types built on JSON, are fine. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "Application/JSON", "application/vnd.polaris+json"})
    void bodyOfAnyJsonTypeIsRead(String type) {
        assertThat(owner.with("Content-Type", type)
                        .send("POST", path, KIND.body().json())
                        .status())
                .isEqualTo(200);
    }

    /** A type that is none is refused as well, with a problem detail. */
    @Test
    void malformedTypeIsRefused() {
        Answer answer = owner.with("Content-Type", "nonsense")
                .send("POST", path, KIND.body().json());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }

    /** A GET that says it carries JSON is refused. */
    @Test
    void getWithJsonIsRefused() {
        assertThat(owner.with("Content-Type", "application/json").get(latest).status())
                .isEqualTo(400);
    }

    /** A method that a path does not take is refused with those it takes. */
    @ParameterizedTest
    @CsvSource({"PUT, POST", "DELETE, POST", "PATCH, POST"})
    void otherMethodIsRefused(String method, String allowed) {
        Answer answer = owner.call(method, path);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).contains(allowed);
        assertThat(answer.detail()).contains(allowed);
    }

    /** Nothing is at any other path. */
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

    /** Slashes in a row are one, for any method; a right that is needed is needed then as well. */
    @ParameterizedTest
    @ValueSource(strings = {"//dhos/v1/patient/%s/installation", "///dhos//v1/patient/%s///installation?limit=2"})
    void slashesInARowAreOne(String doubled) {
        String asked = doubled.formatted(person);

        assertThat(owner.post(asked, KIND.body()).status()).isEqualTo(200);
        assertThat(owner.post(asked, KIND.body()).status()).isEqualTo(200);
        assertThat(owner.get(asked).json()).hasSize(2);
        assertThat(Client.nobody().get(asked).status()).isEqualTo(401);
        assertThat(Client.patient("another").get(asked).status()).isEqualTo(403);
    }

    /** Control characters do not get far: some servers refuse them themselves, in their own words. */
    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%0Ab", "a%0D%0Ab", "a%7Fb"})
    void controlCharacterIsRefused(String id) {
        Answer answer = owner.get(path + "/" + id);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).doesNotContain("Exception", "\tat ");
    }

    /** An id in the path is refused when it is longer than its column, or holds a slash or a control character. */
    @ParameterizedTest
    @ValueSource(strings = {"1234567890123456789012345678901234567", "a%2Fb", "a%C2%85b"})
    void unfitIdIsRefused(String id) {
        Answer record = owner.get(path + "/" + id);
        Answer person = Client.bearing(Tokens.system()).get("/dhos/v1/patient/" + id + "/latest_installation");

        assertThat(record.status()).isEqualTo(400);
        assertThat(record.detail()).contains("id in the path");
        assertThat(person.status()).isEqualTo(400);
    }

    /** Any other text is an id, which nobody has. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "%20", "a;b", "..%20", "%C3%A9", "%F0%9F%93%B1", "%27%20or%201=1", "%25"})
    void oddIdIsNotFound(String id) {
        assertThat(owner.get(path + "/" + id).status()).isEqualTo(404);
    }
}
