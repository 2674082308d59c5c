package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content types, content codings and accepted types. */
class MediaTypeIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private final String person = UUID.randomUUID().toString();
    private final Client owner = Client.patient(person);
    private final String path = KIND.path(person);
    private final String latest = "/dhos/v1/patient/" + person + "/latest_installation";

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

    /** A coding without ASCII characters is ignored (Open Liberty) or rejected (Payara). */
    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u00ff\u00fe"})
    void codingOutsideAsciiIsNotAServerError(String coding) throws IOException {
        for (String method : List.of("GET", "POST")) {
            RawRequest.RawAnswer answer = RawRequest.of(method, path)
                    .ofPatient(person)
                    .header("Content-Encoding: " + coding)
                    .send();

            assertThat(answer.status()).isLessThan(500);
            assertThat(answer.header("Content-Type")).startsWith("application/");
        }
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
}
