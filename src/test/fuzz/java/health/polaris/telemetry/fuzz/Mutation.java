package health.polaris.telemetry.fuzz;

import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A mutation of a valid request.
 *
 * @param fits the requests that it applies to
 */
record Mutation(Predicate<Message> fits, BiConsumer<Message, RandomGenerator> change) {}
