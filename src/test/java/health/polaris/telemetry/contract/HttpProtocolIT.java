package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
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

    /** A malformed tag does not match. */
    @ParameterizedTest
    @CsvSource({"If-None-Match, nonsense", "If-None-Match, ','", "If-None-Match, W/x"})
    void malformedTagDoesNotMatch(String header, String value) {
        assertThat(owner.with(header, value).get(latest).status()).isEqualTo(200);
    }

    /** A read that expects another state gets 412, on each path with a tag. */
    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "nonsense", ",", "\"x\", W/\"y\""})
    void readOfAnotherStateIsRejected(String tag) {
        String record = path + "/" + owner.post(path, KIND.body()).uuid();
        for (String read : List.of(record, path, latest)) {
            Answer answer = owner.with("If-Match", tag).get(read);

            assertThat(answer.status()).isEqualTo(412);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.detail()).contains("If-Match");
            assertThat(owner.with("If-Match", tag).call("HEAD", read).status()).isEqualTo(412);
            String current = owner.get(read).header("ETag");
            assertThat(owner.with("If-Match", tag + ", " + current).get(read).status())
                    .isEqualTo(200);
            assertThat(owner.with("If-Match", "*").get(read).status()).isEqualTo(200);
            assertThat(owner.with("If-Match", current)
                            .with("If-None-Match", current)
                            .get(read)
                            .status())
                    .isEqualTo(304);
        }
        assertThat(owner.with("If-Match", tag)
                        .get(path + "/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);
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

    /** OPTIONS of an unknown path is an error like any other. */
    @Test
    void optionsOfUnknownPathIsAProblem() {
        Answer answer = owner.call("OPTIONS", "/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text()).contains("There is no resource at this path.");
    }

    /** A write never gets 304. */
    @Test
    void writeIgnoresConditions() {
        Answer created = owner.with("If-None-Match", "*").post(path, KIND.body());

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.header("ETag")).isNotEmpty();
    }

    /** Caches must revalidate each response; only the caller's cache stores personal data, and none an export. */
    @Test
    void cachesAreControlled() {
        Client support = Client.bearing(Tokens.system());

        assertCacheControl("no-cache, must-revalidate", Client.anonymous().get("/running"));
        assertCacheControl("no-cache, must-revalidate", Client.anonymous().get("/nothing"));
        assertCacheControl("no-cache, must-revalidate, private", owner.get(latest));
        assertCacheControl("no-cache, must-revalidate, private", owner.post(path, KIND.body()));
        assertCacheControl(
                "no-cache, must-revalidate, private", Client.anonymous().get("/" + latest));
        assertCacheControl("no-cache, must-revalidate, private", owner.get(latest.replace("dhos/", "dhos;a=b/")));
        assertCacheControl("no-cache, must-revalidate, private", support.get("/dhos/v1/installation?limit=1"));
        for (String format : List.of("text/csv", "application/x-ndjson")) {
            assertCacheControl(
                    "no-store", support.with("Accept", format).get("/dhos/v1/installation?patient_id=" + person));
        }
    }

    private static void assertCacheControl(String expected, Answer answer) {
        assertThat(answer.response().headers().allValues("Cache-Control")).containsExactly(expected);
    }

    /** Browsers must not guess media types, and each response has one date. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/running",
                "/metrics",
                "/openapi.json",
                "/ui/",
                "/console/",
                "/nothing",
                "/dhos/v1/installation",
                "/problem"
            })
    void everyResponseHasGeneralHeaders(String any) {
        for (String method : List.of("GET", "HEAD", "OPTIONS")) {
            HttpHeaders headers = owner.call(method, any).response().headers();

            assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(headers.allValues("Date")).singleElement().asString().endsWith("GMT");
        }
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

    /** HEAD returns the length that GET has, also of a large response. */
    @ParameterizedTest
    @ValueSource(strings = {"/running", "/openapi.json", "/ui/", "/console/", "/nothing"})
    void headHasTheLength(String any) {
        String length = Integer.toString(Client.anonymous().get(any).text().getBytes(UTF_8).length);

        assertThat(Client.anonymous().call("HEAD", any).header("Content-Length"))
                .isEqualTo(length);
    }

    /** The length of a list of records. */
    @Test
    void headOfALargeListHasTheLength() {
        for (int i = 0; i < 20; i++) {
            owner.post(path, KIND.body().with("model", "x".repeat(1_000)));
        }
        Answer list = owner.get(path);

        assertThat(list.text().length()).isGreaterThan(20_000);
        assertThat(owner.call("HEAD", path).header("Content-Length"))
                .isEqualTo(Integer.toString(list.text().length()));
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
    @ValueSource(
            strings = {
                "application/json; charset=utf-8",
                "application/json;charset=utf-8",
                "application/json ;charset=utf-8",
                "application/json ; charset=\"utf-8\"",
                "application/json\t;\tcharset=utf-8",
                "application/json;",
                "application/json ;",
                "application/json; charset",
                "application/json; charset=",
                "application/json; charset = utf-8",
                "application/json;;charset=utf-8",
                "application/json; profile=\"a;b\"",
                "application/json; q=\"a\\\"b\"",
                "Application/JSON",
                "application/vnd.polaris+json",
                "application/vnd.polaris+json ; v=1"
            })
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

    /** A GET of an installation with a JSON content type is rejected. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json ; charset=utf-8"})
    void getWithJsonIsRejected(String type) {
        String record = path + "/" + owner.post(path, KIND.body()).uuid();

        assertThat(owner.with("Content-Type", type).get(latest).status()).isEqualTo(400);
        assertThat(owner.with("Content-Type", type).get(record).status()).isEqualTo(400);
    }

    /** The original service accepts it on other paths. */
    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json ; charset=utf-8", "application/json; charset"})
    void otherGetWithJsonIsAccepted(String type) {
        RecordKind meter = RecordKind.BLOOD_GLUCOSE_METER;
        String record = meter.path(person) + "/"
                + owner.post(meter.path(person), meter.body()).uuid();

        for (String other :
                List.of("/running", "/version", "/healthcheck", "/metrics", "/openapi.json", record, path)) {
            assertThat(owner.with("Content-Type", type).get(other).status())
                    .as(other)
                    .isEqualTo(200);
        }
    }

    /** A compressed body is not supported, whether it is valid or not. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "deflate", "br", "zstd", "gzip, gzip", "identity,gzip"})
    void compressedBodyIsRejected(String coding) throws IOException {
        byte[] plain = KIND.body().json().getBytes(UTF_8);
        byte[] zipped = zip(plain);
        List<byte[]> bodies = List.of(
                plain,
                zipped,
                Arrays.copyOf(zipped, zipped.length - 9),
                new byte[] {0x1f, (byte) 0x8b},
                zip(new byte[20_000_000]));
        for (byte[] body : bodies) {
            RawRequest.RawAnswer answer = RawRequest.of("POST", path)
                    .ofPatient(person)
                    .header("Content-Type: application/json")
                    .header("Content-Encoding: " + coding)
                    .header("Content-Length: " + body.length)
                    .body(body)
                    .send();

            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
            assertThat(answer.body()).contains("Content-Encoding");
        }
        assertThat(owner.get(path).json()).isEmpty();
    }

    private static byte[] zip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(plain);
        }
        return zipped.toByteArray();
    }

    /** Other codings are ignored, as by the original service. */
    @ParameterizedTest
    @ValueSource(strings = {"identity", "utf-8", "nonsense", "gzipped"})
    void otherCodingIsIgnored(String coding) {
        assertThat(owner.with("Content-Encoding", coding)
                        .post(path, KIND.body())
                        .status())
                .isEqualTo(200);
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
