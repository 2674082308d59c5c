package health.polaris.telemetry.fleet;

import health.polaris.telemetry.http.AnyAccept;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.Refusal;
import health.polaris.telemetry.record.Page;
import health.polaris.telemetry.record.PageRequest;
import health.polaris.telemetry.record.Paging;
import health.polaris.telemetry.record.Position;
import health.polaris.telemetry.record.Search;
import health.polaris.telemetry.security.Allow;
import health.polaris.telemetry.security.Right;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A search for records of all people: a page of them, or, in another format, all at once. */
public abstract class SearchResource {
    @EJB
    Exports exports;

    @Inject
    ExportAdmission admission;

    @Inject
    FleetPages pages;

    @Inject
    Paging paging;

    private final List<Kind> kinds;

    SearchResource(Kind... kinds) {
        this.kinds = List.of(kinds);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allow(Right.READ_ALL)
    public Response page(@Context UriInfo address) {
        QueryParameters given = given(address);
        PageRequest page = paging.asked(given, address);
        List<Search<?>> searches = searches(given, page.after());
        Page found = pages.page(searches, page.limit());
        Response answer = paging.answer(found.records(), found.next(), given, address);
        answer.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        return answer;
    }

    @GET
    @Produces(AnyAccept.CSV)
    @Allow(Right.READ_ALL)
    public Response csv(@Context UriInfo address, @Context HttpServletRequest request) {
        return export(address, request, new Csv(Filters.asked(kinds, given(address))));
    }

    @GET
    @Produces(AnyAccept.NDJSON)
    @Allow(Right.READ_ALL)
    public Response ndjson(@Context UriInfo address, @Context HttpServletRequest request) {
        return export(address, request, new Ndjson());
    }

    private Response export(UriInfo address, HttpServletRequest request, ExportFormat format) {
        QueryParameters given = given(address);
        Paging.PARAMETERS.forEach(name -> given.mustNotHave(name, "an export has all records on one page"));
        if (request.getProtocol().equals("HTTP/1.0")) {
            throw Refusal.badRequest("An export needs HTTP/1.1, in which a client can tell whether it is complete."
                    + " A reverse proxy may have to be told, as nginx by proxy_http_version 1.1.");
        }
        List<Search<?>> searches = searches(given, Optional.empty());
        Export export = new Export(exports, admission, searches, format, request);
        // of Servlet, because Jersey hands a HEAD to the methods of a GET as if it were one
        boolean asksForHeaders = request.getMethod().equals(HttpMethod.HEAD);
        return Response.ok(asksForHeaders ? null : export)
                .type(format.mediaType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header("Content-Disposition", "attachment; filename=\"" + fileName() + "." + format.suffix() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** What an export is called on the disk of the one who asked. */
    abstract String fileName();

    private QueryParameters given(UriInfo address) {
        return QueryParameters.of(address.getQueryParameters(), Filters.known(kinds));
    }

    private List<Search<?>> searches(QueryParameters given, Optional<Position> after) {
        return Filters.asked(kinds, given).stream()
                .map(kind -> new Search<>(
                        kind.entity(),
                        Filters.conditions(kind, given),
                        Filters.order(kind, given),
                        Search.Order.NEWEST_FIRST,
                        after))
                .collect(Collectors.toUnmodifiableList());
    }
}
