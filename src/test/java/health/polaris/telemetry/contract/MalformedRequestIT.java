package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests with invalid syntax. Both servers respond alike, never with 500, and log no address. */
class MalformedRequestIT extends Contract {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;

    private final String person = UUID.randomUUID().toString();
    private final String path = KIND.path(person);

    /** Characters that must be percent-encoded in a query are accepted unencoded. */
    @ParameterizedTest
    @ValueSource(
            strings = {"|", "{", "}", "\"", "<", ">", "^", "\\", "`", "%", "%zz", "[", "]", "\u0001", "\u0085", "\u00e9"
            })
    void unencodedQueryIsAccepted(String text) throws IOException {
        RawRequest.RawAnswer monitoring =
                RawRequest.of("GET", "/running?a=" + person + text).send();
        RawRequest.RawAnswer list = RawRequest.of("GET", path + "?a=" + person + text)
                .ofPatient(person)
                .send();

        assertThat(monitoring.status()).isEqualTo(200);
        assertThat(list.status()).isEqualTo(400);
        assertThat(list.body()).contains("a: unknown parameter");
        assertNoneLogged();
    }

    /** A search finds a text that is sent unencoded. */
    @Test
    void unencodedTextIsFound() throws IOException {
        String product = "a|{" + person + "}";
        Client.patient(person).post(path, KIND.body().with("app_product", product));

        RawRequest.RawAnswer found = RawRequest.of("GET", "/dhos/v1/installation?app_product=" + product)
                .header("Authorization: Bearer "
                        + Tokens.of("system_id", "s1", "read:gdm_telemetry_all").signed())
                .send();

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body()).contains(product);
    }

    /** The same characters in an id are accepted, too. */
    @ParameterizedTest
    @ValueSource(strings = {"|", "{", "}", "{x}", "\"", "<", ">", "^", "`", "[", "]"})
    void unencodedPathIsAccepted(String text) throws IOException {
        RawRequest.RawAnswer answer =
                RawRequest.of("GET", path + "/a" + text + "b").ofPatient(person).send();

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("This person has no such record.");
        assertNoneLogged();
    }

    /** A path that a server rejects itself is answered without an exception, and is not logged. */
    @ParameterizedTest
    @ValueSource(strings = {"%", "%zz", "%00", "\\", "\u0001", "\u00e9", "%c3%28", "%5c", "../x", ";|", ";%"})
    void malformedPathIsNotAServerError(String text) throws IOException {
        RawRequest.RawAnswer answer =
                RawRequest.of("GET", path + "/" + text).ofPatient(person).send();

        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
        assertNoneLogged();
    }

    /** Paths of the server do not reveal exceptions. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/health/foo", "/health/|", "/health/foo/bar", "/%00", "/console/%", "/console/x|", "/ui/|"})
    void serverPathsRevealNothing(String other) throws IOException {
        RawRequest.RawAnswer answer = RawRequest.of("GET", other).send();

        assertThat(answer.status()).isLessThan(500);
        assertThat(answer.body()).doesNotContain("Exception", "SRVE", "\tat ");
    }

    /** A malformed or repeated Host is rejected. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a/b", "a|b", "{", "[zz]", "[::1", "a@b", "?a", "#a", "a\\b", "\u00e9", "%zz", "a:b"})
    void malformedHostIsRejected(String host) throws IOException {
        assertHostRejected(RawRequest.withoutHost("GET", "/running?a=" + person).header("Host: " + host));
        assertHostRejected(RawRequest.of("GET", "/running?a=" + person).header("Host: " + host));
        assertHostRejected(RawRequest.withoutHost("GET", path).ofPatient(person).header("Host: " + host));
        assertNoneLogged();
    }

    /** A request that a server cannot process adds no stack trace to the log, so that nobody can fill a disk with them. */
    @ParameterizedTest
    @ValueSource(strings = {"/running Host:", "/running Host: :80", "/% Host: a", "/%zz Host: a"})
    void noStackTraceIsLogged(String request) throws IOException {
        int before = DeployedServer.output().size();

        String[] parts = request.split(" ", 2);
        RawRequest.withoutHost("GET", parts[0]).header(parts[1]).send();

        awaitLog();
        List<String> lines = DeployedServer.output();
        assertThat(lines.subList(before, lines.size())).noneMatch(line -> line.contains("Exception"));
    }

    private static void assertHostRejected(RawRequest request) throws IOException {
        RawRequest.RawAnswer answer = request.send();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("X-Request-ID")).isNotEmpty();
    }

    /** The server leaves credentials of another scheme to the service, even malformed ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic abc",
                "Basic !!!",
                "Basic eHg=",
                "Basic eDp5",
                "Basic \u00e9",
                "Digest x",
                "Negotiate"
            })
    void otherSchemeIsUnauthorized(String credentials) throws IOException {
        for (String method : List.of("GET", "POST")) {
            RawRequest.RawAnswer answer = RawRequest.of(method, path)
                    .header("Authorization: " + credentials)
                    .send();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
    }

    /** Long headers are rejected before any check, and many headers, too. */
    @Test
    void headersAreLimited() throws IOException {
        RawRequest many = RawRequest.of("GET", "/running");
        for (int i = 0; i < 100; i++) {
            many.header("X-" + i + ": " + "a".repeat(1_000));
        }

        assertThat(RawRequest.of("GET", "/running")
                        .header("X-Long: " + "a".repeat(17_000))
                        .send()
                        .status())
                .isIn(400, 431);
        assertThat(many.send().status()).isIn(400, 431);
    }

    /** Nobody can switch to HTTP/2, with which a client could evade the rules of a proxy. */
    @Test
    void connectionStaysAtTheOldVersion() throws IOException {
        RawRequest.RawAnswer answer = RawRequest.of("GET", "/running")
                .header("Upgrade: h2c")
                .header("Connection: Upgrade, HTTP2-Settings")
                .header("HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA")
                .send();

        assertThat(answer.status()).isEqualTo(200);
    }

    /** A request without a Host is rejected. */
    @Test
    void missingHostIsRejected() throws IOException {
        assertThat(RawRequest.withoutHost("GET", "/running").send().status()).isEqualTo(400);
    }

    /** HTTP/1.0, as simple probes use it, needs no Host. */
    @ParameterizedTest
    @ValueSource(strings = {"/running", "/health/live"})
    void oldVersionNeedsNoHost(String probe) throws IOException {
        assertThat(RawRequest.withoutHost("GET", probe)
                        .version("HTTP/1.0")
                        .send()
                        .status())
                .isEqualTo(200);
    }

    /** Valid hosts are accepted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "telemetry.example.org:8443",
                "192.0.2.1",
                "[2001:db8::1]:80",
                "my_service",
                "a.b.",
                "a:"
            })
    void validHostIsAccepted(String host) throws IOException {
        assertThat(RawRequest.withoutHost("GET", "/running")
                        .header("Host: " + host)
                        .send()
                        .status())
                .isEqualTo(200);
    }

    /** Clients cannot set their address or host with internal headers of a server. */
    @ParameterizedTest
    @ValueSource(strings = {"$WSSN: a|b", "$WSSP: x", "$WSSC: |", "$WSPR: |", "$WSRA: |"})
    void internalHeaderIsIgnored(String header) throws IOException {
        assertThat(RawRequest.of("GET", "/running").header(header).send().status())
                .isEqualTo(200);
    }

    /** A chunk extension is no server error; an invalid size of a chunk is 400. */
    @ParameterizedTest
    @MethodSource("chunks")
    void malformedChunkIsRejected(int expected, String chunks) throws IOException {
        for (String method : List.of("POST " + path, "POST /drop_data", "GET /running", "GET " + path)) {
            String[] words = method.split(" ", -1);
            RawRequest.RawAnswer answer = RawRequest.of(words[0], words[1])
                    .ofPatient(person)
                    .header("Transfer-Encoding: chunked")
                    .header("Content-Type: application/json")
                    .body(chunks.getBytes(ISO_8859_1))
                    .send();

            assertThat(answer.status()).as(method).isBetween(200, 499);
            if (method.equals("POST " + path)) {
                assertThat(answer.status()).isIn(expected, 400);
            }
        }
        assertNoneLogged();
    }

    static Stream<Object[]> chunks() {
        String body = KIND.body().json();
        String size = Integer.toHexString(body.length());
        String end = "\r\n0\r\n\r\n";
        Stream<Object[]> extensions = Stream.of(";a=b", " ;a", ";a=\"b;c\"", ";" + "b".repeat(9_000))
                .map(extension -> new Object[] {200, size + extension + "\r\n" + body + end});
        Stream<Object[]> sizes = Stream.of("zz", "-1", "", "0x5", "+5", "1g", "fffffffffffffffff", "\u0000", "\u00e9")
                .map(invalid -> new Object[] {400, invalid + "\r\n" + body + end});
        Stream<Object[]> lengths = Stream.of(
                new Object[] {400, "5\r\n" + body + end},
                new Object[] {200, size + "\r\n" + body + "\r\n0\r\nA B\r\n\r\n"});
        return Stream.of(extensions, sizes, lengths).flatMap(all -> all);
    }

    /** A control character in a header of the client is escaped in the log. */
    @Test
    void controlCharacterIsEscapedInTheLog() throws IOException {
        String id = "request-" + UUID.randomUUID();
        RawRequest.of("GET", "/nothing")
                .header("X-Client: a\u0085b\u009b31mc")
                .header("X-Request-ID: " + id)
                .send();

        Await.until(() -> loggedWith(id).size() == 1);
        assertThat(loggedWith(id).get(0)).contains("X-Client", "31mc");
        assertThat(loggedWith(id).get(0).codePoints()).noneMatch(Character::isISOControl);
    }

    /** Waits for the lines of a later request; the log is written in order. */
    private static void awaitLog() throws IOException {
        String id = "request-" + UUID.randomUUID();
        RawRequest.of("GET", "/nothing").header("X-Request-ID: " + id).send();
        Await.until(() -> !loggedWith(id).isEmpty());
    }

    private void assertNoneLogged() throws IOException {
        awaitLog();
        assertThat(loggedWith(person)).isEmpty();
        assertThat(DeployedServer.files()).noneMatch(text -> text.contains(person));
    }

    private static List<String> loggedWith(String text) {
        return DeployedServer.output().stream()
                .filter(line -> line.contains(text))
                .toList();
    }
}
