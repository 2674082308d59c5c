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

/** Limits on how often one caller may call: each test starts a server with its own. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CallerLimitIT {
    private static final RecordKind KIND = RecordKind.PATIENT_INSTALLATION;
    private static final int MOST = 5;

    /** At most two minutes of the clock are touched, each of which allows as many as the limit. */
    private static final int TOO_MANY = 2 * MOST + 1;

    private final String person = UUID.randomUUID().toString();
    private LocalServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * A caller who has made more requests in a minute than the limit is told to come back, before anything is done for them. Other
     * callers and probes are served.
     */
    @Test
    void callerWithTooManyRequestsIsRefused() throws Exception {
        start("MAX_REQUESTS_PER_MINUTE");
        Client caller = caller(Tokens.patient(person).signed());

        List<Answer> answers = Stream.generate(() -> caller.post(KIND.path(person), KIND.body()))
                .limit(TOO_MANY)
                .toList();

        assertThat(answers.subList(0, MOST)).extracting(Answer::status).containsOnly(200);
        Answer refused = answers.stream()
                .filter(answer -> answer.status() != 200)
                .findFirst()
                .orElseThrow();
        assertTooMany(refused);
        String other = UUID.randomUUID().toString();
        assertThat(caller(Tokens.patient(other).signed())
                        .post(KIND.path(other), KIND.body())
                        .status())
                .isEqualTo(200);
        assertProbesAnswered("too_many_requests");
    }

    /**
     * An address from which more refused tokens have come in a minute than the limit is refused with any token, which is no
     * more looked at.
     */
    @Test
    void addressWithTooManyRefusedTokensIsRefused() throws Exception {
        start("MAX_REFUSED_TOKENS_PER_MINUTE");
        Client forger = caller(Tokens.patient(person).key("another key").signed());

        List<Answer> answers = Stream.generate(() -> forger.get(KIND.path(person)))
                .limit(TOO_MANY)
                .toList();

        assertThat(answers.subList(0, MOST)).extracting(Answer::status).containsOnly(401);
        Answer refused = answers.stream()
                .filter(answer -> answer.status() != 401)
                .findFirst()
                .orElseThrow();
        assertTooMany(refused);
        assertProbesAnswered("too_many_refused_tokens");
    }

    private static void assertTooMany(Answer refused) {
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.json().get("title").asString()).isEqualTo("Too Many Requests");
    }

    private void assertProbesAnswered(String reason) {
        Client monitor = Client.nobody().at(server.uri());
        for (String path : List.of("/running", "/health/live", "/health/ready")) {
            assertThat(monitor.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(Figures.of(monitor)
                        .find("token_refusals_total{reason=\"" + reason + "\"}")
                        .orElseThrow())
                .isPositive();
        assertThat(server.output()).noneMatch(line -> line.contains(person));
    }

    private void start(String limit) throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(limit, Integer.toString(MOST));
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        server.awaitRunning();
    }

    private Client caller(String token) {
        return Client.bearing(token).at(server.uri());
    }
}
