package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of all responses: request ids, cache control, lengths. */
class ResponseHeaderIT extends Contract {
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
}
