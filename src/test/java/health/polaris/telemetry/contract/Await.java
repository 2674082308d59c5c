package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what happens by itself after a while. */
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Await() {}

    /** Returns when the condition holds, and fails when that takes too long. */
    public static void until(BooleanSupplier condition) {
        until(condition, PATIENCE);
    }

    /** The same with more or less patience. */
    public static void until(BooleanSupplier condition, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the end of patience").isLessThan(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the test was stopped", stopped);
            }
        }
    }
}
