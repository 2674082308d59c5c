package health.polaris.telemetry.operations;

import health.polaris.telemetry.database.Migration;
import jakarta.annotation.Resource;
import jakarta.ejb.AsyncResult;
import jakarta.ejb.Asynchronous;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks the database on a separate thread with a time-out of one second. Concurrent requests share one check. If the
 * database hangs, the check occupies one connection, and requests wait for the check only during its first second.
 *
 * <p>The EJB container provides the thread. On Payara a {@code ManagedExecutorService} discards the tasks of health
 * probes, because the thread of a probe belongs to another application or to none.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class DatabaseCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    /** The age at which a check without a result is replaced: its thread may have ended with another application. */
    private static final Duration EXPIRY = Duration.ofMinutes(1);

    @Inject
    Migration migration;

    @Resource
    SessionContext context;

    private Running current = new Running(0, CompletableFuture.completedFuture(null));

    /** The result of the running check, or of a new one. */
    public DatabaseState state() throws InterruptedException {
        Running check = running();
        long left = TIMEOUT.toNanos() - check.age();
        try {
            return check.state().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException elapsed) {
            return DatabaseState.timedOut(TIMEOUT);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The check of the database failed.", failed);
        }
    }

    /** Starts a check. Only a call through the container is asynchronous. */
    @Asynchronous
    public Future<DatabaseState> start() {
        return new AsyncResult<>(DatabaseState.check(migration));
    }

    private synchronized Running running() {
        if (current.state().isDone() || current.age() > EXPIRY.toNanos()) {
            current = new Running(
                    System.nanoTime(),
                    context.getBusinessObject(DatabaseCheck.class).start());
        }
        return current;
    }

    private record Running(long start, Future<DatabaseState> state) {
        long age() {
            return System.nanoTime() - start;
        }
    }
}
