package health.polaris.telemetry.fuzz;

import java.util.List;
import java.util.random.RandomGenerator;

/** Random choice from a list. */
final class RandomChoice {
    private RandomChoice() {}

    static <T> T of(List<T> some, RandomGenerator random) {
        return some.get(random.nextInt(some.size()));
    }
}
