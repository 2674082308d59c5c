package health.polaris.telemetry.http;

import java.util.stream.Stream;

/** Why something went wrong. */
public final class Causes {
    private Causes() {}

    /** A fault, its cause, the cause of that, and so on. */
    public static Stream<Throwable> of(Throwable fault) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause);
    }
}
