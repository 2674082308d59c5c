package health.polaris.telemetry.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Durations and failures of consecutive calls. */
final class ResponseTimes {
    private final List<Duration> durations = new ArrayList<>();
    private int failures;

    /** Measures a call, which returns whether it succeeded. */
    void measure(BooleanSupplier call) {
        long start = System.nanoTime();
        boolean success = call.getAsBoolean();
        durations.add(Duration.ofNanos(System.nanoTime() - start));
        failures += success ? 0 : 1;
    }

    int count() {
        return durations.size();
    }

    int failures() {
        return failures;
    }

    /**
     * A quantile of the durations.
     *
     * @param part from 0 to 1
     */
    Duration quantile(double part) {
        List<Duration> sorted = new ArrayList<>(durations);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(part * sorted.size())));
    }

    @Override
    public String toString() {
        return "%d calls, %d failed, half within %d ms, 99 %% within %d ms"
                .formatted(
                        count(),
                        failures,
                        quantile(.5).toMillis(),
                        quantile(.99).toMillis());
    }
}
