package health.polaris.telemetry.http;

import jakarta.transaction.SystemException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The one place where what went wrong becomes a problem detail. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final int RETRY_AFTER_SECONDS = 5;
    /** What PostgreSQL says when it ends a statement after its time. */
    private static final Set<String> TOOK_TOO_LONG = Set.of("57014");

    private static final Set<String> AWAY = Set.of("08", "57", "53", "25", "40", "55");

    @Override
    public Response toResponse(Throwable fault) {
        // a refusal may come wrapped, by the EJB container or by Jakarta REST
        Optional<Refusal> refusal = cause(fault, Refusal.class, any -> true);
        if (refusal.isPresent()) {
            return answer(refusal.get());
        }
        if (fault instanceof WebApplicationException known) {
            return ofServer(known.getResponse());
        }
        if (Causes.haveState(fault, TOOK_TOO_LONG)) {
            return answer(Refusal.unavailable(
                    "The question took too long. Ask for less, or try again later.", RETRY_AFTER_SECONDS));
        }
        if (isDatabaseAway(fault)) {
            LOG.log(System.Logger.Level.WARNING, "The database cannot be used: {0}", fault.toString());
            return answer(
                    Refusal.unavailable("The database cannot do this now. Try again later.", RETRY_AFTER_SECONDS));
        }
        LOG.log(System.Logger.Level.ERROR, "A request failed", fault);
        return answer(500, "The request failed. The log of the service has the reason.")
                .build();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable fault, Class<T> kind, Predicate<T> fits) {
        return Causes.of(fault)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fits)
                .findFirst();
    }

    /** A connection that is lost when a transaction ends is reported by the transaction manager, without a cause. */
    private static boolean isDatabaseAway(Throwable fault) {
        return cause(fault, SQLException.class, ProblemMapper::isDatabaseAway).isPresent()
                || cause(fault, SystemException.class, any -> true).isPresent();
    }

    /**
     * By the class of its SQLState: 08 is a lost connection, 57 a server that stops or breaks off, 53 one without resources
     * (a full disk is one), 25 one that only reads, as the standby of a pair does, 40 a transaction to be tried again, 55 a
     * lock that was not got in time. A pool sets none.
     */
    private static boolean isDatabaseAway(SQLException fault) {
        String state = fault.getSQLState();
        return state == null || AWAY.contains(state.substring(0, 2));
    }

    private static Response answer(Refusal refusal) {
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
