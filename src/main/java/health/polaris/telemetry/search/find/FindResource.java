package health.polaris.telemetry.search.find;

import health.polaris.telemetry.database.FleetConnectionGate;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Finds people by an id, a device code or a serial number, or the beginning of one. */
@ApplicationScoped
@Path("/dhos/v1/find")
public class FindResource {
    static final String TEXT = "q";
    private static final int MIN_CHARACTERS = 3;

    @EJB
    QueryService queries;

    @Inject
    FleetConnectionGate gate;

    @GET
    @Allow(Right.READ_ALL)
    public Findings find(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), List.of(TEXT));
        String text = sufficient(parameters.required(TEXT));
        Sql statement = Find.statement(text);
        return Findings.of(text, gate.call(() -> queries.rows(statement)));
    }

    /** Serial numbers are compared without white space and invisible characters. */
    private static String sufficient(String text) {
        long visible = text.codePoints().filter(FindResource::isVisible).count();
        if (visible < MIN_CHARACTERS) {
            throw ProblemException.badRequest(
                    TEXT + ": must have at least " + MIN_CHARACTERS + " characters other than white space.");
        }
        return text;
    }

    private static boolean isVisible(int character) {
        return !Character.isWhitespace(character)
                && !Character.isSpaceChar(character)
                && Character.getType(character) != Character.FORMAT;
    }
}
