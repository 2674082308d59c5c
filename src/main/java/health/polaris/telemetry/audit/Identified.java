package health.polaris.telemetry.audit;

import java.util.Optional;
import java.util.Set;

/**
 * A person whom a request identified with a parameter for any text.
 *
 * @param person the person
 * @param parameter the name of the parameter
 */
public record Identified(Person person, String parameter) {
    /** A response that may be about such a person. */
    public interface Response {
        Optional<Identified> identified();

        /** Parameters that had no effect. They are not recorded, because they may contain anything. */
        default Set<String> ignoredParameters() {
            return Set.of();
        }
    }

    static Optional<Identified> by(Object response) {
        return response instanceof Response identifying ? identifying.identified() : Optional.empty();
    }
}
