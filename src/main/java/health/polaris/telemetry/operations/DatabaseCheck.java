package health.polaris.telemetry.operations;

import health.polaris.telemetry.database.Migration;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks the database on a separate thread, once for all requests that ask at the same time. A check has one second. A silent database
 * therefore holds one connection, and request threads only during the first second of its silence.
 */
@ApplicationScoped
public class DatabaseCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Inject
    Migration migration;

    @Resource
    ManagedExecutorService executor;

    private Running current = new Running(0, CompletableFuture.completedFuture(null));

    /** The state that the running check finds, or a new one if none is running. */
    DatabaseState state() throws InterruptedException {
        Running check = running();
        long left = check.start() + TIMEOUT.toNanos() - System.nanoTime();
        try {
            return check.state().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silence) {
            return DatabaseState.silent(TIMEOUT);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The check of the database failed.", failed);
        }
    }

    private synchronized Running running() {
        if (current.state().isDone()) {
            current = new Running(
                    System.nanoTime(), CompletableFuture.supplyAsync(() -> DatabaseState.found(migration), executor));
        }
        return current;
    }

    private record Running(long start, CompletableFuture<DatabaseState> state) {}
}
