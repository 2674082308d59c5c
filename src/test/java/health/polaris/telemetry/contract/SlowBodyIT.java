package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that arrive slowly, or not at all, at a server that gives them three seconds. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SlowBodyIT {
    private static final int SECONDS = 3;

    /** How many bodies may be under way, and how many of one caller. */
    private static final int MOST = 32;

    private static final int MOST_OF_ONE = 4;

    private static final int TOO_MANY = 60;

    private static LocalServer server;

    private final List<HalfSent> requests = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("BODY_TIMEOUT_SECONDS", Integer.toString(SECONDS));
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        server.awaitRunning();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (HalfSent request : requests) {
            request.close();
        }
    }

    /** A body that stops halfway is refused with 408 after its time, and its connection is closed. */
    @Test
    void bodyThatStopsIsRefused() throws Exception {
        HalfSent request = halfSent(1).get(0);

        String answer = request.awaitAnswer();

        assertThat(answer)
                .startsWith("HTTP/1.1 408")
                .containsIgnoringCase("Connection: close")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("The body did not arrive within " + SECONDS + " seconds.");
        Await.until(request::isDisconnected);
    }

    /** It does not help a client to send a byte now and then: the time is that of the whole body. */
    @Test
    void bodyThatDripsIsRefused() throws Exception {
        HalfSent request = halfSent(1).get(0);
        long start = System.nanoTime();
        while (!request.isAnswered()) {
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3 * SECONDS));
            request.drip();
            Thread.sleep(200); // a client that sends a byte now and then
        }

        assertThat(request.awaitAnswer()).startsWith("HTTP/1.1 408");
    }

    /** As many bodies as may be under way at once arrive in two parts, and are all carried out. */
    @Test
    void bodiesInPartsAreServed() throws Exception {
        halfSent(MOST);
        awaitArriving(MOST);

        for (HalfSent request : requests) {
            assertThat(request.answer()).startsWith("HTTP/1.1 200");
        }
        awaitArriving(0);
    }

    /** When too many stop halfway, those for whom there is no place are told at once to come back, and the others after their time. */
    @Test
    void placesForSlowBodiesAreBounded() throws Exception {
        List<String> answers = new ArrayList<>();
        for (HalfSent request : halfSent(TOO_MANY)) {
            answers.add(request.awaitAnswer());
        }

        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 503"))
                .isNotEmpty()
                .allMatch(answer -> answer.contains("Retry-After: ") && answer.contains("Connection: close"));
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 408"))
                .hasSizeBetween(1, MOST);
        awaitArriving(0);
    }

    /** One caller has a few of these places only, and others go on to be served. */
    @Test
    void placesOfOneCallerAreBounded() throws Exception {
        String patient = UUID.randomUUID().toString();
        for (int number = 0; number < MOST_OF_ONE; number++) {
            requests.add(new HalfSent(server.uri(), patient));
        }
        awaitArriving(MOST_OF_ONE);

        HalfSent oneMore = new HalfSent(server.uri(), patient);
        requests.add(oneMore);
        assertThat(oneMore.awaitAnswer()).startsWith("HTTP/1.1 503");

        HalfSent other = new HalfSent(server.uri());
        requests.add(other);
        assertThat(other.answer()).startsWith("HTTP/1.1 200");
    }

    /** Where nobody reads the body it is not waited for, and the connection is closed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /running",
                "POST /nothing/here",
                "POST /console/",
                "PUT /dhos/v1/installation",
                "POST /dhos/v1/patient/1/installation"
            })
    void unwantedBodyIsNotWaitedFor(String line) throws Exception {
        HalfSent request = new HalfSent(server.uri(), line, Optional.empty());
        requests.add(request);

        long start = System.nanoTime();
        assertThat(request.awaitAnswer()).matches("(?s)HTTP/1.1 4\\d\\d .*");
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
    }

    private static void awaitArriving(int number) {
        Client monitor = Client.nobody().at(server.uri());
        Await.until(
                () -> Figures.of(monitor).find("http_request_bodies_arriving").orElse(0.0) == number);
    }

    private List<HalfSent> halfSent(int number) throws IOException {
        for (int n = 0; n < number; n++) {
            requests.add(new HalfSent(server.uri()));
        }
        return requests;
    }
}
