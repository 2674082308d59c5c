package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rate limits per caller and address. Each test starts a server with its own limit. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CallerLimitIT {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final int LIMIT = 5;

    /** More than the limits of two minutes, in case a minute ends during the test. */
    private static final int REQUESTS = 2 * LIMIT + 1;

    private final String person = UUID.randomUUID().toString();
    private LocalServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    /** A caller who exceeds the limit of requests per minute gets 429. Other callers and probes are served. */
    @Test
    void callerWithTooManyRequestsIsRejected() throws Exception {
        start("MAX_REQUESTS_PER_MINUTE");
        Client caller = caller(Tokens.patient(person).signed());

        List<Answer> answers = Stream.generate(() -> caller.post(KIND.path(person), KIND.body()))
                .limit(REQUESTS)
                .toList();

        assertThat(answers.subList(0, LIMIT)).extracting(Answer::status).containsOnly(200);
        Answer rejected = answers.stream()
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();
        assertTooMany(rejected);
        String other = UUID.randomUUID().toString();
        assertThat(caller(Tokens.patient(other).signed())
                        .post(KIND.path(other), KIND.body())
                        .status())
                .isEqualTo(200);
        assertProbesAnswered("too_many_requests");
    }

    /** An address that exceeds the limit of rejected tokens per minute gets 429 instead of 401. */
    @Test
    void addressWithTooManyRejectedTokensIsRejected() throws Exception {
        start("MAX_REFUSED_TOKENS_PER_MINUTE");
        Client forger = caller(Tokens.patient(person).key("another key").signed());

        List<Answer> answers = Stream.generate(() -> forger.get(KIND.path(person)))
                .limit(REQUESTS)
                .toList();

        assertThat(answers.subList(0, LIMIT)).extracting(Answer::status).containsOnly(401);
        Answer rejected = answers.stream()
                .filter(answer -> answer.status() != 401)
                .findFirst()
                .orElseThrow();
        assertTooMany(rejected);
        assertProbesAnswered("too_many_refused_tokens");
    }

    private static void assertTooMany(Answer rejected) {
        assertThat(rejected.status()).isEqualTo(429);
        assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(rejected.header("Retry-After"))).isBetween(1, 60);
        assertThat(rejected.json().get("title").asString()).isEqualTo("Too Many Requests");
    }

    private void assertProbesAnswered(String reason) {
        Client monitor = Client.anonymous().at(server.uri());
        for (String path : List.of("/running", "/health/live", "/health/ready")) {
            assertThat(monitor.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(MetricsText.of(monitor)
                        .find("token_refusals_total{reason=\"" + reason + "\"}")
                        .orElseThrow())
                .isPositive();
        assertThat(server.output()).noneMatch(line -> line.contains(person));
    }

    private void start(String setting) throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(setting, Integer.toString(LIMIT));
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        server.awaitRunning();
    }

    private Client caller(String token) {
        return Client.bearing(token).at(server.uri());
    }
}
