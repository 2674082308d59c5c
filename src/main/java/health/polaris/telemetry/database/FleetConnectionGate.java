package health.polaris.telemetry.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Limits concurrent queries about the fleet to the connections that exports leave free. */
@ApplicationScoped
@Typed(FleetConnectionGate.class)
public class FleetConnectionGate extends ConnectionGate {
    @Resource
    ManagedExecutorService threads;

    /**
     * Runs calls in parallel as far as connections are free.
     *
     * <p>If the first call, or one that could not be started in parallel, fails with a {@link TransientFailure}, all calls
     * are repeated.
     *
     * @return the results in the order of the calls
     */
    public <T> List<T> callAll(List<Supplier<T>> calls) {
        return call(() -> {
            List<Supplier<T>> others = calls.stream()
                    .skip(1)
                    .map(call -> startInParallel(call, threads))
                    .toList();
            return Stream.concat(calls.stream().limit(1), others.stream())
                    .map(Supplier::get)
                    .toList();
        });
    }

    @Override
    protected int size() {
        return settings.fleet().queries();
    }

    @Override
    protected String metricPrefix() {
        return "fleet_";
    }
}
