package health.polaris.telemetry.paging;

import health.polaris.telemetry.http.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Page by page, each of which costs what the first does: a cursor says after which record a page starts, and the header
 * {@code Link} (RFC 8288) of each page where the next one is. Records that are made meanwhile neither move others
 * nor make them appear twice.
 */
@ApplicationScoped
public class Paging {
    /** The parameters that every list takes. */
    public static final List<String> PARAMETERS = List.of("limit", "cursor");

    private static final int LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;

    /** The page that a request asks for. A cursor of another question is refused with 400. */
    public PageRequest asked(QueryParameters given, UriInfo address) {
        int limit = given.number("limit", 1, HIGHEST_LIMIT, LIMIT);
        return new PageRequest(
                limit, given.text("cursor").map(cursor -> Cursor.decode(cursor, question(given, address))));
    }

    /** An answer that leads to the next page, if there is one. */
    public Response answer(Object entity, Optional<Position> next, QueryParameters given, UriInfo address) {
        Response.ResponseBuilder answer = Response.ok(entity);
        next.ifPresent(position -> {
            String cursor = Cursor.encode(position, question(given, address));
            URI there = address.getRequestUriBuilder()
                    .replaceQueryParam("cursor", cursor)
                    .build();
            answer.links(Link.fromUri("?" + there.getRawQuery()).rel("next").build());
        });
        return answer.build();
    }

    private static String question(QueryParameters given, UriInfo address) {
        return address.getPath() + "?" + given.without(PARAMETERS);
    }
}
