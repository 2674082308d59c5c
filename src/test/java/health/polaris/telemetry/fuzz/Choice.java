package health.polaris.telemetry.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** One of several, by chance. */
final class Choice {
    private Choice() {}

    static <T> T of(List<T> some, RandomGenerator random) {
        return some.get(random.nextInt(some.size()));
    }
}
