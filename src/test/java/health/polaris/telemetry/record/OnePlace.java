package health.polaris.telemetry.record;

import java.util.concurrent.atomic.AtomicInteger;

/** A gate that lets one call in at a time, as the service has one for each pool of connections. */
final class OnePlace extends Admission {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final String metrics = "one_place_" + MADE.incrementAndGet() + "_";

    OnePlace() {
        open();
    }

    @Override
    protected int places() {
        return 1;
    }

    /** Each has its own, because a name cannot be registered twice. */
    @Override
    protected String metrics() {
        return metrics;
    }
}
