package health.polaris.telemetry.http.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Maps every exception to a problem detail. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final int RETRY_AFTER_SECONDS = 5;
    /** SQLState query_canceled: the statement time-out. */
    private static final Set<String> QUERY_CANCELED = Set.of("57014");

    /** SQLStates of a prepared statement that is missing, or exists already: it belongs to another session. */
    private static final Set<String> OTHER_SESSION = Set.of("26000", "42P05");

    @Override
    public Response toResponse(Throwable fault) {
        // the EJB container and Jakarta REST wrap exceptions
        Optional<ProblemException> problem = Causes.of(fault)
                .filter(ProblemException.class::isInstance)
                .map(ProblemException.class::cast)
                .findFirst();
        if (problem.isPresent()) {
            return response(problem.get());
        }
        if (fault instanceof WebApplicationException exception) {
            return fromServer(exception.getResponse());
        }
        if (Causes.haveState(fault, QUERY_CANCELED)) {
            return response(ProblemException.unavailable(
                    "The query took too long. Request less data, or try again later.", RETRY_AFTER_SECONDS));
        }
        if (Causes.haveState(fault, OTHER_SESSION)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The database mixes up sessions. Is a pooler in transaction mode in front of it? Use its session mode: {0}",
                    fault.toString());
            return response(ProblemException.unavailable(
                    "The database is not available. Try again later.", RETRY_AFTER_SECONDS));
        }
        if (DatabaseOutage.isCauseOf(fault)) {
            LOG.log(System.Logger.Level.WARNING, "The database is not available: {0}", fault.toString());
            return response(ProblemException.unavailable(
                    "The database is not available. Try again later.", RETRY_AFTER_SECONDS));
        }
        LOG.log(System.Logger.Level.ERROR, "A request failed", fault);
        return response(500, "The request failed. The reason is in the log of the service.")
                .build();
    }

    private static Response response(ProblemException problem) {
        Response.ResponseBuilder response = response(problem.status(), problem.getMessage());
        problem.headers().forEach(response::header);
        return response.build();
    }

    private static Response fromServer(Response original) {
        Set<String> allowed = new TreeSet<>(original.getAllowedMethods());
        String detail =
                switch (original.getStatus()) {
                    case 404 -> "There is no resource at this path.";
                    case 405 ->
                        "The method is not allowed for this path. Allowed methods: " + String.join(", ", allowed) + ".";
                    default -> "The request is not valid.";
                };
        Response.ResponseBuilder response = response(original.getStatus(), detail);
        return allowed.isEmpty() ? response.build() : response.allow(allowed).build();
    }

    private static Response.ResponseBuilder response(int status, String detail) {
        return Response.status(status).entity(ProblemDetail.of(status, detail));
    }
}
