package health.polaris.telemetry.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/** How long calls took, one after the other. */
final class Waits {
    private final List<Duration> all = new ArrayList<>();
    private int failures;

    /** Makes a call, which says whether it succeeded. */
    void time(BooleanSupplier call) {
        long start = System.nanoTime();
        boolean success = call.getAsBoolean();
        all.add(Duration.ofNanos(System.nanoTime() - start));
        failures += success ? 0 : 1;
    }

    int number() {
        return all.size();
    }

    int failures() {
        return failures;
    }

    /** The wait that this part of all calls, of 1, did not exceed. */
    Duration quantile(double part) {
        List<Duration> sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * sorted.size())));
    }

    @Override
    public String toString() {
        return "%d calls, %d failed, half within %d ms, 99 of 100 within %d ms"
                .formatted(
                        number(),
                        failures,
                        quantile(.5).toMillis(),
                        quantile(.99).toMillis());
    }
}
