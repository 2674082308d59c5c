package health.polaris.telemetry.fuzz;

import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * One way in which a good request is made odd or wrong.
 *
 * @param fits which requests can have it
 */
record Fault(Predicate<Message> fits, BiConsumer<Message, RandomGenerator> change) {}
