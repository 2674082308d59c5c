package health.polaris.telemetry.paging;

import health.polaris.telemetry.http.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Keyset pagination: a cursor identifies the last record of a page, and the header {@code Link} (RFC 8288) has the URI
 * of the next page. Every page costs the same, and concurrent creations neither shift nor repeat records.
 */
@ApplicationScoped
public class Paging {
    /** The parameters of every list. */
    public static final List<String> PARAMETERS = List.of("limit", "cursor");

    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 500;

    /**
     * Reads the requested page.
     *
     * @throws ProblemException with 400 for a cursor of another query
     */
    public PageRequest request(QueryParameters parameters, UriInfo uri) {
        int limit = parameters.number("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
        return request(limit, parameters.text("cursor"), query(parameters, uri));
    }

    /**
     * Reads the requested page of a list with parameters of its own.
     *
     * @param query the path and the filters
     * @throws ProblemException with 400 for a cursor of another query
     */
    public PageRequest request(int limit, Optional<String> cursor, String query) {
        return new PageRequest(limit, cursor.map(text -> Cursor.decode(text, query)));
    }

    /** The cursor of the next page of a query. */
    public String cursor(Position next, String query) {
        return Cursor.encode(next, query);
    }

    /** Builds a response with a link to the next page, if there is one. */
    public Response response(Object entity, Optional<Position> next, QueryParameters parameters, UriInfo uri) {
        Response.ResponseBuilder response = Response.ok(entity);
        next.ifPresent(position -> {
            String cursor = Cursor.encode(position, query(parameters, uri));
            URI nextUri = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", cursor)
                    .build();
            response.links(Link.fromUri("?" + nextUri.getRawQuery()).rel("next").build());
        });
        return response.build();
    }

    /** The same for a list that is also available in other formats. */
    public Response negotiatedResponse(
            Object entity, Optional<Position> next, QueryParameters parameters, UriInfo uri) {
        Response response = response(entity, next, parameters, uri);
        response.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        return response;
    }

    private static String query(QueryParameters parameters, UriInfo uri) {
        return uri.getPath() + "?" + parameters.without(PARAMETERS);
    }
}
