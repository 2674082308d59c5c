package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.TestProvider;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.local.Jwt;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A flood of forged tokens. They name the provider's issuer and key id, but are signed with another key. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TokenFloodFaults {
    private static final int CONNECTIONS = 64;
    private static final long SECONDS = 10;

    private final String person = UUID.randomUUID().toString();
    private final String path = "/dhos/v1/clinician/" + person + "/latest_installation";

    /**
     * The flood delays neither probes nor callers with a token of the platform or a token that was verified earlier.
     * Fewer than half of the new valid tokens are rejected.
     */
    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void forgedTokensDelayNobody(String algorithm) throws Exception {
        String name = "http://127.0.0.1:" + Ports.orAnyFree(0) + "/";
        ExecutorService forgers = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> workers = new ArrayList<>();
        AtomicBoolean stopped = new AtomicBoolean();
        AtomicInteger forged = new AtomicInteger();
        try (FaultEnvironment environment = new FaultEnvironment().set("AUTH0_DOMAIN", name);
                TestProvider provider = new TestProvider(name).open();
                TestProvider forger = new TestProvider(name)) {
            LocalServer node = environment.startNode();
            try (Load load = Load.on(node.uri())) {
                load.awaitAcknowledged(1_500); // warms the server up
            }
            Client remembered = at(node, provider.clinician(person));
            assertThat(remembered.get(path).status()).isEqualTo(200);
            measure(algorithm + ", before", node, remembered, provider, forged);

            Client forging = at(
                    node,
                    forger.signing(forger.clinician(person), algorithm)
                            .header("kid", provider.key(algorithm).getKeyID()));
            assertThat(forging.get(path).status()).isEqualTo(401);
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                workers.add(forgers.submit(() -> {
                    while (!stopped.get()) {
                        forging.get(path);
                        forged.incrementAndGet();
                    }
                }));
            }
            Measurements flooded = measure(algorithm + ", flooded", node, remembered, provider, forged);

            for (ResponseTimes times : List.of(flooded.probes(), flooded.platform(), flooded.remembered())) {
                assertThat(times.failures()).isZero();
                assertThat(times.quantile(.99)).isLessThan(Duration.ofSeconds(1));
            }
            stopped.set(true);
            for (Future<?> worker : workers) {
                worker.get();
            }
            assertThat(flooded.fresh().failures())
                    .as("new tokens")
                    .isLessThan(flooded.fresh().count() / 2);
        } finally {
            stopped.set(true);
            forgers.shutdown();
        }
    }

    /** Response times of probes, and of requests with tokens of the platform, with a token verified before, and with new tokens. */
    private record Measurements(
            ResponseTimes probes, ResponseTimes platform, ResponseTimes remembered, ResponseTimes fresh) {}

    private Measurements measure(
            String phase, LocalServer node, Client remembered, TestProvider provider, AtomicInteger forged) {
        Measurements times =
                new Measurements(new ResponseTimes(), new ResponseTimes(), new ResponseTimes(), new ResponseTimes());
        Client monitor = Client.anonymous().at(node.uri());
        Client platform = at(node, Tokens.clinician(person));
        int before = forged.get();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            times.probes().measure(() -> succeeds(() -> monitor.get("/running").status()));
            times.platform().measure(() -> succeeds(() -> platform.get(path).status()));
            times.remembered().measure(() -> succeeds(() -> remembered.get(path).status()));
            Client fresh = at(node, provider.clinician(person).claim("jti", UUID.randomUUID()));
            times.fresh().measure(() -> succeeds(() -> fresh.get(path).status()));
        }
        System.out.println(
                "FAULT token flood, %s: %d forged tokens a second; probes: %s; platform's: %s; remembered: %s; new: %s"
                        .formatted(
                                phase,
                                (forged.get() - before) / SECONDS,
                                times.probes(),
                                times.platform(),
                                times.remembered(),
                                times.fresh()));
        return times;
    }

    private static boolean succeeds(Supplier<Integer> call) {
        try {
            return call.get() == 200;
        } catch (UncheckedIOException lost) {
            return false;
        }
    }

    private static Client at(LocalServer node, Jwt token) {
        return Client.bearing(token.signed()).at(node.uri());
    }
}
