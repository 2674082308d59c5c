package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for asynchronous conditions. */
public final class Await {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Await() {}

    /** Waits until the condition holds; fails after the default time-out. */
    public static void until(BooleanSupplier condition) {
        until(condition, TIMEOUT);
    }

    /** Waits until the condition holds; fails after the given time-out. */
    public static void until(BooleanSupplier condition, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time-out").isLessThan(end);
            try {
                Thread.sleep(100);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", stopped);
            }
        }
    }
}
