package health.polaris.telemetry.database;

import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.settings.Settings;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Lets no more calls work with the database at once than it has connections for, and few wait for their turn. The rest are
 * told to come back, so that a slow or silent database cannot hold every thread of the server.
 */
@ApplicationScoped
public class ConnectionGate {
    private static final System.Logger LOG = System.getLogger(ConnectionGate.class.getName());
    private static final long LONGEST_WAIT_SECONDS = 1;
    private static final int LONGEST_QUEUE = 200;
    private static final int RETRY_AFTER_SECONDS = 2;

    private static final long MIN_PAUSE_MILLIS = 50;
    private static final long MAX_PAUSE_MILLIS = 150;

    private static final Counter REFUSED = Counter.builder()
            .name("database_calls_refused_total")
            .help("Calls answered with 503 because no connection was free in time")
            .register();

    @Inject
    protected Settings settings;

    private Semaphore free;
    private int most;

    @PostConstruct
    void open() {
        most = places();
        free = new Semaphore(most, true);
        gauge("database_connections_limit", "Connections that calls may use at once", () -> most);
        gauge("database_connections_in_use", "Connections in use by calls", () -> most - free.availablePermits());
        gauge("database_calls_waiting", "Calls that wait for a connection", free::getQueueLength);
    }

    /** How many at once: one connection is left to the health checks. */
    protected int places() {
        return settings.databaseConnections() - 1;
    }

    /** What the names of the metrics begin with. */
    protected String metrics() {
        return "";
    }

    /**
     * Makes a call, which has committed all it does when it returns, and makes it once more after a {@link TransientFailure}.
     *
     * @throws ProblemException with 503 when there is no place for it in a second, or too many wait already
     */
    public <T> T to(Supplier<T> call) {
        if (!hasTurn()) {
            REFUSED.inc();
            throw ProblemException.unavailable("The service is overloaded. Try again later.", RETRY_AFTER_SECONDS);
        }
        return andGiveBack(call);
    }

    /**
     * Has a call made by another thread, if there are a thread and a place for it now that nobody waits for. Else, or while no
     * thread has begun with it, the one who asks for its result makes it.
     *
     * @return the result, or what the call throws, as the cause if it had a place of its own
     */
    protected <T> Supplier<T> beside(Supplier<T> call, Executor threads) {
        if (free.hasQueuedThreads() || !free.tryAcquire()) {
            return call;
        }
        FutureTask<T> task = new FutureTask<>(() -> andGiveBack(call));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException noThread) {
            free.release(); // nobody may ever ask for the result
            LOG.log(System.Logger.Level.DEBUG, "There is no thread for a call: {0}", noThread.toString());
            return call;
        }
        return () -> result(task);
    }

    private static <T> T result(FutureTask<T> task) {
        task.run(); // does nothing if a thread has begun with it
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping. Try again later.", RETRY_AFTER_SECONDS);
        }
    }

    private <T> T andGiveBack(Supplier<T> call) {
        try {
            return withRetry(call);
        } finally {
            free.release();
        }
    }

    private static <T> T withRetry(Supplier<T> call) {
        try {
            return call.get();
        } catch (EJBException fault) {
            if (TransientFailure.isWhy(fault)) {
                letOthersPass();
                return call.get();
            }
            throw fault;
        }
    }

    /** After a deadlock the other transaction must get its locks first; otherwise both may block each other again. */
    private static void letOthersPass() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                ThreadLocalRandom.current().nextLong(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS)));
    }

    /**
     * First come, first served. Asked without a time a semaphore lets who comes go before those who wait, a fair one as well, and of
     * 32 clients at once one in a hundred took six times as long as most.
     */
    private boolean hasTurn() {
        try {
            return free.getQueueLength() < LONGEST_QUEUE && free.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(metrics() + name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsInt()))
                .register();
    }
}
