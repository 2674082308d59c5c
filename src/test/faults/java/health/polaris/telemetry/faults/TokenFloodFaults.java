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

/** A flood of tokens that look like the provider's, and are signed by another key. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TokenFloodFaults {
    private static final int CONNECTIONS = 64;
    private static final long SECONDS = 10;

    private final String person = UUID.randomUUID().toString();
    private final String path = "/dhos/v1/clinician/" + person + "/latest_installation";

    /** It holds up neither callers whose tokens are the platform's or remembered, nor probes; and of new tokens some are refused at most. */
    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void forgedTokensStarveNobody(String algorithm) throws Exception {
        String name = "http://127.0.0.1:" + Ports.orAnyFree(0) + "/";
        ExecutorService forgers = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> ends = new ArrayList<>();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicInteger forged = new AtomicInteger();
        try (Hospital hospital = new Hospital().set("AUTH0_DOMAIN", name);
                TestProvider provider = new TestProvider(name).open();
                TestProvider forger = new TestProvider(name)) {
            LocalServer node = hospital.startNode();
            try (Load load = Load.on(node.uri())) {
                load.awaitAcknowledged(1_500); // a server that has just started is slow for another reason
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
                ends.add(forgers.submit(() -> {
                    while (!ended.get()) {
                        forging.get(path);
                        forged.incrementAndGet();
                    }
                }));
            }
            Waits[] waits = measure(algorithm + ", flooded", node, remembered, provider, forged);

            for (Waits known : new Waits[] {waits[0], waits[1], waits[2]}) {
                assertThat(known.failures()).isZero();
                assertThat(known.quantile(.99)).isLessThan(Duration.ofSeconds(1));
            }
            ended.set(true);
            for (Future<?> end : ends) {
                end.get();
            }
            assertThat(waits[3].failures()).as("new tokens").isLessThan(waits[3].number() / 2);
        } finally {
            ended.set(true);
            forgers.shutdown();
        }
    }

    /** Of probes, of tokens of the platform, of a remembered one of the provider, and of new ones. */
    private Waits[] measure(
            String when, LocalServer node, Client remembered, TestProvider provider, AtomicInteger forged) {
        Waits[] waits = {new Waits(), new Waits(), new Waits(), new Waits()};
        Client monitor = Client.nobody().at(node.uri());
        Client platform = at(node, Tokens.clinician(person));
        int before = forged.get();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            waits[0].time(() -> succeeds(() -> monitor.get("/running").status()));
            waits[1].time(() -> succeeds(() -> platform.get(path).status()));
            waits[2].time(() -> succeeds(() -> remembered.get(path).status()));
            Client fresh = at(node, provider.clinician(person).claim("jti", UUID.randomUUID()));
            waits[3].time(() -> succeeds(() -> fresh.get(path).status()));
        }
        System.out.println(
                "FAULT token flood, %s: %d forged tokens a second; probes: %s; platform's: %s; remembered: %s; new: %s"
                        .formatted(when, (forged.get() - before) / SECONDS, waits[0], waits[1], waits[2], waits[3]));
        return waits;
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
