package health.polaris.telemetry.database;

import java.util.concurrent.atomic.AtomicInteger;

/** A gate with a single connection. */
final class SingleConnectionGate extends ConnectionGate {
    private static final AtomicInteger CREATED = new AtomicInteger();

    private final String metrics = "single_connection_" + CREATED.incrementAndGet() + "_";

    SingleConnectionGate() {
        open();
    }

    @Override
    protected int size() {
        return 1;
    }

    /** Unique, because a metric can be registered only once. */
    @Override
    protected String metricPrefix() {
        return metrics;
    }
}
