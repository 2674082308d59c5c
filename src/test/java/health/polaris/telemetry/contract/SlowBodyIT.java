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

/** Bodies that arrive slowly or not at all, at a server with a short body time-out. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SlowBodyIT {
    /** Long enough that a busy machine processes all requests before the first slot is free again. */
    private static final int TIMEOUT_SECONDS = 5;

    /** The slots for slow bodies, in total and per caller. */
    private static final int SLOTS = 32;

    private static final int SLOTS_PER_CALLER = 4;

    private static final int MORE_THAN_SLOTS = 60;

    private static LocalServer server;

    private final List<HalfSentRequest> requests = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("BODY_TIMEOUT_SECONDS", Integer.toString(TIMEOUT_SECONDS));
        server = LocalServer.start(Path.of("").toAbsolutePath(), Ports.orAnyFree(0), environment, System.out::println);
        server.awaitRunning();
        awaitArriving(0); // the first request for metrics may take as long as the time-out
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void closeConnections() throws IOException {
        for (HalfSentRequest request : requests) {
            request.close();
        }
    }

    /** A body that stops halfway is rejected with 408 after the time-out, and its connection is closed. */
    @Test
    void stoppedBodyIsRejected() throws Exception {
        HalfSentRequest request = halfSent(1).get(0);

        String answer = request.awaitAnswer();

        assertThat(answer)
                .startsWith("HTTP/1.1 408")
                .containsIgnoringCase("Connection: close")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("The body did not arrive within " + TIMEOUT_SECONDS + " seconds.");
        Await.until(request::isDisconnected);
    }

    /** The time-out applies to the whole body: sending a byte now and then does not extend it. */
    @Test
    void drippingBodyIsRejected() throws Exception {
        HalfSentRequest request = halfSent(1).get(0);
        long start = System.nanoTime();
        while (!request.isAnswered()) {
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(3 * TIMEOUT_SECONDS));
            request.drip();
            Thread.sleep(200); // the interval between two bytes
        }

        assertThat(request.awaitAnswer()).startsWith("HTTP/1.1 408");
    }

    /** As many bodies as there are slots arrive in two parts, and all are accepted. */
    @Test
    void bodiesInPartsAreServed() throws Exception {
        halfSent(SLOTS);
        awaitArriving(SLOTS);

        for (HalfSentRequest request : requests) {
            assertThat(request.answer()).startsWith("HTTP/1.1 200");
        }
        awaitArriving(0);
    }

    /** If too many bodies stop halfway, those without a slot are answered with 503 at once, the others with 408 after the time-out. */
    @Test
    void slotsAreBounded() throws Exception {
        List<String> answers = new ArrayList<>();
        for (HalfSentRequest request : halfSent(MORE_THAN_SLOTS)) {
            answers.add(request.awaitAnswer());
        }

        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 503"))
                .isNotEmpty()
                .allMatch(answer -> answer.contains("Retry-After: ") && answer.contains("Connection: close"));
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("HTTP/1.1 408"))
                .hasSizeBetween(1, SLOTS);
        awaitArriving(0);
    }

    /** One caller has only a few of the slots, and other callers are served. */
    @Test
    void slotsPerCallerAreBounded() throws Exception {
        String patient = UUID.randomUUID().toString();
        for (int n = 0; n < SLOTS_PER_CALLER; n++) {
            requests.add(new HalfSentRequest(server.uri(), patient));
        }
        awaitArriving(SLOTS_PER_CALLER);

        HalfSentRequest oneMore = new HalfSentRequest(server.uri(), patient);
        requests.add(oneMore);
        assertThat(oneMore.awaitAnswer()).startsWith("HTTP/1.1 503");

        HalfSentRequest other = new HalfSentRequest(server.uri());
        requests.add(other);
        assertThat(other.answer()).startsWith("HTTP/1.1 200");
    }

    /** The service does not wait for a body that no operation reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /running",
                "POST /nothing/here",
                "POST /console/",
                "PUT /dhos/v1/installation",
                "POST /dhos/v1/patient/1/installation"
            })
    void unneededBodyIsNotAwaited(String line) throws Exception {
        HalfSentRequest request = new HalfSentRequest(server.uri(), line, Optional.empty());
        requests.add(request);

        long start = System.nanoTime();
        assertThat(request.awaitAnswer()).matches("(?s)HTTP/1.1 4\\d\\d .*");
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(2));
    }

    private static void awaitArriving(int count) {
        Client monitor = Client.anonymous().at(server.uri());
        Await.until(() ->
                MetricsText.of(monitor).find("http_request_bodies_arriving").orElse(0.0) == count);
    }

    private List<HalfSentRequest> halfSent(int count) throws IOException {
        for (int n = 0; n < count; n++) {
            requests.add(new HalfSentRequest(server.uri()));
        }
        return requests;
    }
}
