package health.polaris.telemetry.fleet;

import health.polaris.telemetry.record.Statement;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Runs the queries of figures. Callers that ask the same at the same time share one query. */
@ApplicationScoped
public class FigureQueries {
    @EJB
    FigureService service;

    @Inject
    FleetAdmission admission;

    private final ConcurrentMap<Statement, CompletableFuture<List<Object[]>>> running = new ConcurrentHashMap<>();

    /** The rows that a query with two or more columns finds. */
    public List<Object[]> rows(Statement query) {
        CompletableFuture<List<Object[]>> own = new CompletableFuture<>();
        CompletableFuture<List<Object[]>> other = running.putIfAbsent(query, own);
        return other == null ? run(query, own) : await(other);
    }

    private List<Object[]> run(Statement query, CompletableFuture<List<Object[]>> result) {
        try {
            result.complete(admission.to(() -> service.rows(query)));
        } catch (RuntimeException failed) {
            result.completeExceptionally(failed);
        } finally {
            running.remove(query, result);
        }
        return await(result);
    }

    private static List<Object[]> await(CompletableFuture<List<Object[]>> result) {
        try {
            return result.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }
}
