package health.polaris.telemetry.analytics;

import health.polaris.telemetry.database.FleetConnectionGate;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.Sql;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/** Runs the queries of figures. Identical queries at the same time run once. */
@ApplicationScoped
public class FigureQueries {
    /**
     * Maximum number of callers that wait for the query of another caller. The time-out of the query bounds their wait.
     */
    private static final int MAX_WAITING = 20;

    private static final int RETRY_AFTER_SECONDS = 2;

    @EJB
    QueryService service;

    @Inject
    FleetConnectionGate gate;

    private final ConcurrentMap<Sql, FutureTask<List<Object[]>>> running = new ConcurrentHashMap<>();
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /**
     * Returns the rows of a query, which must select at least two columns.
     *
     * @throws ProblemException with 503 if too many callers already wait
     */
    public List<Object[]> rows(Sql query) {
        FutureTask<List<Object[]>> own = new FutureTask<>(() -> gate.call(() -> service.rows(query)));
        FutureTask<List<Object[]>> other = running.putIfAbsent(query, own);
        return other == null ? run(query, own) : await(other);
    }

    private List<Object[]> run(Sql query, FutureTask<List<Object[]>> task) {
        try {
            task.run();
        } finally {
            running.remove(query, task);
        }
        return result(task);
    }

    private List<Object[]> await(FutureTask<List<Object[]>> task) {
        if (!waiting.tryAcquire()) {
            throw unavailable();
        }
        try {
            return result(task);
        } finally {
            waiting.release();
        }
    }

    private static List<Object[]> result(FutureTask<List<Object[]>> task) {
        try {
            return task.get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return ProblemException.unavailable("The service is overloaded. Try again later.", RETRY_AFTER_SECONDS);
    }
}
