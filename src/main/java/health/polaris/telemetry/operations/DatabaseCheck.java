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
 * Checks the database on a separate thread with a time-out of one second. Concurrent requests share one check. If the database
 * hangs, the check occupies one connection, and request threads for the first second only.
 */
@ApplicationScoped
public class DatabaseCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Inject
    Migration migration;

    @Resource
    ManagedExecutorService executor;

    private Running current = new Running(0, CompletableFuture.completedFuture(null));

    /** The result of the running check, or of a new one. */
    DatabaseState state() throws InterruptedException {
        Running check = running();
        long left = check.start() + TIMEOUT.toNanos() - System.nanoTime();
        try {
            return check.state().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException elapsed) {
            return DatabaseState.timedOut(TIMEOUT);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The check of the database failed.", failed);
        }
    }

    private synchronized Running running() {
        if (current.state().isDone()) {
            current = new Running(
                    System.nanoTime(), CompletableFuture.supplyAsync(() -> DatabaseState.check(migration), executor));
        }
        return current;
    }

    private record Running(long start, CompletableFuture<DatabaseState> state) {}
}
