package health.polaris.telemetry.database;

import health.polaris.telemetry.concurrent.BoundedSemaphore;
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
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Limits concurrent database calls to the size of the pool and bounds the queue in front of it. Excess calls get a 503, so that
 * a slow database cannot block every thread of the server.
 */
@ApplicationScoped
public class ConnectionGate {
    private static final System.Logger LOG = System.getLogger(ConnectionGate.class.getName());
    private static final int MAX_QUEUE_LENGTH = 200;
    private static final int RETRY_AFTER_SECONDS = 2;

    private static final long MIN_PAUSE_MILLIS = 50;
    private static final long MAX_PAUSE_MILLIS = 150;

    private static final Counter REJECTED = Counter.builder()
            .name("database_calls_refused_total")
            .help("Calls rejected with 503 because no connection was free in time")
            .register();

    @Inject
    protected Settings settings;

    private BoundedSemaphore free;
    private int size;

    @PostConstruct
    void open() {
        size = size();
        free = new BoundedSemaphore(size, MAX_QUEUE_LENGTH);
        gauge("database_connections_limit", "Connections that calls may use at once", () -> size);
        gauge("database_connections_in_use", "Connections in use by calls", () -> size - free.availablePermits());
        gauge("database_calls_waiting", "Calls waiting for a connection", free::getQueueLength);
    }

    /** The maximum number of concurrent calls. One connection of the pool is reserved for health checks. */
    protected int size() {
        return settings.databaseConnections() - 1;
    }

    /** Prefix of the metric names. */
    protected String metricPrefix() {
        return "";
    }

    /**
     * Runs a call, waiting up to a second for a free connection. Repeats the call once after a {@link TransientFailure}; the
     * call must therefore run its own transaction.
     *
     * @throws ProblemException with 503 if no connection is free in time, or if the queue is full
     */
    public <T> T call(Supplier<T> call) {
        if (!free.acquireInOrder()) {
            REJECTED.inc();
            throw ProblemException.unavailable("The service is overloaded. Try again later.", RETRY_AFTER_SECONDS);
        }
        return runAndRelease(call);
    }

    /**
     * Starts a call on another thread if a thread and a connection are free now. Otherwise the call runs on the thread that
     * gets the result.
     *
     * @return the result; a failure on another thread is thrown as the cause of a {@link CompletionException}
     */
    protected <T> Supplier<T> startInParallel(Supplier<T> call, Executor threads) {
        if (free.hasQueuedThreads() || !free.tryAcquire()) {
            return call;
        }
        FutureTask<T> task = new FutureTask<>(() -> runAndRelease(call));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException noThread) {
            free.release(); // here, because the caller may never get the result
            LOG.log(System.Logger.Level.DEBUG, "No thread is available for a parallel call: {0}", noThread.toString());
            return call;
        }
        return () -> result(task);
    }

    private static <T> T result(FutureTask<T> task) {
        task.run(); // no effect if another thread has started it
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("The service is stopping. Try again later.", RETRY_AFTER_SECONDS);
        }
    }

    private <T> T runAndRelease(Supplier<T> call) {
        try {
            return withRetry(call);
        } finally {
            free.release();
        }
    }

    private static <T> T withRetry(Supplier<T> call) {
        try {
            return call.get();
        } catch (EJBException failure) {
            if (TransientFailure.isCauseOf(failure)) {
                if (TransientFailure.isConflict(failure)) {
                    letOthersPass();
                }
                return call.get();
            }
            throw failure;
        }
    }

    /** After a deadlock the other transaction must get its locks first; otherwise both may block each other again. */
    private static void letOthersPass() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                ThreadLocalRandom.current().nextLong(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS)));
    }

    private void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(metricPrefix() + name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsInt()))
                .register();
    }
}
