package health.polaris.telemetry.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.sql.SQLException;

/** The one place where what went wrong becomes a problem detail. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Override
    public Response toResponse(Throwable fault) {
        if (fault instanceof Refusal refusal) {
            Response.ResponseBuilder answer = answer(refusal.status(), refusal.getMessage());
            return refusal.status() == 401
                    ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
                            .build()
                    : answer.build();
        }
        // a refusal may come wrapped: by the EJB container, or, for a path parameter, by Jakarta REST as a 404
        Refusal wrapped = refusalWithin(fault.getCause());
        if (wrapped != null) {
            return toResponse(wrapped);
        }
        if (fault instanceof WebApplicationException known) {
            return known(known.getResponse());
        }
        if (isDatabaseAway(fault)) {
            LOG.log(System.Logger.Level.WARNING, "The database cannot be reached: {0}", fault.toString());
            return answer(503, "The database cannot be reached. Try again later.")
                    .header(HttpHeaders.RETRY_AFTER, "5")
                    .build();
        }
        LOG.log(System.Logger.Level.ERROR, "A request failed", fault);
        return answer(500, "The request failed. The log of the service has the reason.")
                .build();
    }

    /** The refusal among these causes, or null. */
    private static Refusal refusalWithin(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    private static Response known(Response given) {
        int status = given.getStatus();
        String detail =
                switch (status) {
                    case 404 -> "There is nothing at this path.";
                    case 405 -> "This path does not take this method.";
                    case 415 -> "The Content-Type must be application/json.";
                    default -> "The request cannot be understood.";
                };
        Response.ResponseBuilder answer = answer(status, detail);
        if (given.getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, given.getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    private static Response.ResponseBuilder answer(int status, String detail) {
        return Response.status(status).entity(ProblemDetail.of(status, detail));
    }

    /** SQLState class 08 is a lost connection, 57P0x a stopping server, 53 a server without resources. */
    private static boolean isDatabaseAway(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState();
                return state == null || state.startsWith("08") || state.startsWith("57P0") || state.startsWith("53");
            }
        }
        return false;
    }
}
