package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.MetricsText;
import health.polaris.telemetry.local.LocalServer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Runs load for ten minutes, or for {@code soak.seconds} up to an hour. After the first third, the memory and the
 * numbers of threads, connections and open files must not grow.
 */
@Tag("soak")
@Timeout(value = 70, unit = TimeUnit.MINUTES)
class Soak {
    private static final Duration LENGTH = Duration.ofSeconds(Long.getLong("soak.seconds", 600));
    private static final int SAMPLES = 30;

    @Test
    void resourceUsageDoesNotGrow() throws Exception {
        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            Load load = Load.on(node.uri());
            List<ResourceUsage> samples = new ArrayList<>();
            try (load) {
                Instant start = Instant.now();
                for (int n = 1; n <= SAMPLES; n++) {
                    Load.pause(LENGTH.toMillis() / SAMPLES);
                    ResourceUsage sample =
                            ResourceUsage.of(MetricsText.of(Client.anonymous().at(node.uri())));
                    samples.add(sample);
                    System.out.printf(
                            "SOAK %d s: %d acknowledged, %s%n",
                            Duration.between(start, Instant.now()).toSeconds(),
                            load.ledger().acknowledged(),
                            sample);
                }
            }
            assertThat(load.ledger().unclear()).isEmpty();
            assertThat(load.ledger().rejected()).isZero();
            ResourceUsage middle = ResourceUsage.max(samples.subList(SAMPLES / 3, 2 * SAMPLES / 3));
            ResourceUsage last = ResourceUsage.max(samples.subList(2 * SAMPLES / 3, SAMPLES));
            assertThat(last.residentMegabytes()).isLessThan(middle.residentMegabytes() * 1.1);
            assertThat(last.threads()).isLessThanOrEqualTo(middle.threads() + 5);
            assertThat(last.files()).isLessThanOrEqualTo(middle.files() + 10);
            ConsistencyCheck.of("soak", load.ledger(), environment.rows(), node.uri());
        }
    }
}
