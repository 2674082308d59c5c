package health.polaris.telemetry.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The one place where what went wrong becomes a problem detail. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());
    private static final int RETRY_AFTER_SECONDS = 5;

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
        if (cause(fault, SQLException.class, ProblemMapper::isDatabaseAway).isPresent()) {
            LOG.log(System.Logger.Level.WARNING, "The database cannot be reached: {0}", fault.toString());
            return answer(Refusal.unavailable("The database cannot be reached. Try again later.", RETRY_AFTER_SECONDS));
        }
        LOG.log(System.Logger.Level.ERROR, "A request failed", fault);
        return answer(500, "The request failed. The log of the service has the reason.")
                .build();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable fault, Class<T> kind, Predicate<T> fits) {
        return Stream.iterate(fault, cause -> cause != null, Throwable::getCause)
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fits)
                .findFirst();
    }

    /** SQLState class 08 is a lost connection, 57P0x a stopping server, 53 one without resources; a pool sets none. */
    private static boolean isDatabaseAway(SQLException fault) {
        String state = fault.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P0") || state.startsWith("53");
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
