package health.polaris.telemetry.database;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets no more questions about the fleet be answered at once than there are connections for them beside exports. */
@ApplicationScoped
@Typed(FleetConnectionGate.class)
public class FleetConnectionGate extends ConnectionGate {
    @Resource
    ManagedExecutorService threads;

    /**
     * Makes calls at the same time, as far as there are places; the results are in the order of the calls. All are made again if the
     * first got a dead connection.
     */
    public <T> List<T> toEach(List<Supplier<T>> calls) {
        return to(() -> {
            List<Supplier<T>> others =
                    calls.stream().skip(1).map(call -> beside(call, threads)).toList();
            return Stream.concat(calls.stream().limit(1), others.stream())
                    .map(Supplier::get)
                    .toList();
        });
    }

    @Override
    protected int places() {
        return settings.fleet().connections() - settings.fleet().exports();
    }

    @Override
    protected String metrics() {
        return "fleet_";
    }
}
