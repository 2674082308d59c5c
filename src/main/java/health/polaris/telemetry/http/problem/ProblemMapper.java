package health.polaris.telemetry.http.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The one place where what went wrong becomes a problem detail. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final int RETRY_AFTER_SECONDS = 5;
    /** What PostgreSQL says when it ends a statement after its time. */
    private static final Set<String> TOOK_TOO_LONG = Set.of("57014");

    @Override
    public Response toResponse(Throwable fault) {
        // a refusal may come wrapped, by the EJB container or by Jakarta REST
        Optional<ProblemException> refusal = Causes.of(fault)
                .filter(ProblemException.class::isInstance)
                .map(ProblemException.class::cast)
                .findFirst();
        if (refusal.isPresent()) {
            return answer(refusal.get());
        }
        if (fault instanceof WebApplicationException known) {
            return ofServer(known.getResponse());
        }
        if (Causes.haveState(fault, TOOK_TOO_LONG)) {
            return answer(ProblemException.unavailable(
                    "The question took too long. Ask for less, or try again later.", RETRY_AFTER_SECONDS));
        }
        if (DatabaseOutage.isWhy(fault)) {
            LOG.log(System.Logger.Level.WARNING, "The database cannot be used: {0}", fault.toString());
            return answer(ProblemException.unavailable(
                    "The database cannot do this now. Try again later.", RETRY_AFTER_SECONDS));
        }
        LOG.log(System.Logger.Level.ERROR, "A request failed", fault);
        return answer(500, "The request failed. The log of the service has the reason.")
                .build();
    }

    private static Response answer(ProblemException refusal) {
        Response.ResponseBuilder answer = answer(refusal.status(), refusal.getMessage());
        refusal.headers().forEach(answer::header);
        return answer.build();
    }

    private static Response ofServer(Response given) {
        Set<String> allowed = new TreeSet<>(given.getAllowedMethods());
        String detail =
                switch (given.getStatus()) {
                    case 404 -> "There is nothing at this path.";
                    case 405 -> "This path does not take this method, only " + String.join(", ", allowed) + ".";
                    default -> "The request cannot be understood.";
                };
        Response.ResponseBuilder answer = answer(given.getStatus(), detail);
        return allowed.isEmpty() ? answer.build() : answer.allow(allowed).build();
    }

    private static Response.ResponseBuilder answer(int status, String detail) {
        return Response.status(status).entity(ProblemDetail.of(status, detail));
    }
}
