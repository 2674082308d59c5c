package health.polaris.telemetry.database;

import java.util.concurrent.atomic.AtomicInteger;

/** A gate with a single connection. */
final class OnePlace extends ConnectionGate {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String metrics = "one_place_" + MADE.incrementAndGet() + "_";

    OnePlace() {
        open();
    }

    @Override
    protected int places() {
        return 1;
    }

    /** Unique names, because a metric can be registered only once. */
    @Override
    protected String metrics() {
        return metrics;
    }
}
