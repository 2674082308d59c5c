package health.polaris.telemetry.search;

import health.polaris.telemetry.database.ExportConnectionGate;
import health.polaris.telemetry.export.CsvFormat;
import health.polaris.telemetry.export.Export;
import health.polaris.telemetry.export.ExportFormat;
import health.polaris.telemetry.export.ExportService;
import health.polaris.telemetry.export.NdjsonFormat;
import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
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
    ExportService exports;

    @Inject
    ExportConnectionGate admission;

    @Inject
    SearchPages pages;

    @Inject
    Paging paging;

    private final List<Searchable> kinds;

    SearchResource(Searchable... kinds) {
        this.kinds = List.of(kinds);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allow(Right.READ_ALL)
    public Response page(@Context UriInfo address) {
        QueryParameters given = given(address);
        PageRequest page = paging.asked(given, address);
        List<RecordQuery<?>> searches = searches(given, page.after());
        Page found = pages.page(searches, page.limit());
        Response answer = paging.answer(found.records(), found.next(), given, address);
        answer.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        return answer;
    }

    @GET
    @Produces(AcceptNormalizer.CSV)
    @Allow(Right.READ_ALL)
    public Response csv(@Context UriInfo address, @Context HttpServletRequest request) {
        return export(address, request, new CsvFormat(columns(address)));
    }

    @GET
    @Produces(AcceptNormalizer.NDJSON)
    @Allow(Right.READ_ALL)
    public Response ndjson(@Context UriInfo address, @Context HttpServletRequest request) {
        return export(address, request, new NdjsonFormat());
    }

    private Response export(UriInfo address, HttpServletRequest request, ExportFormat format) {
        QueryParameters given = given(address);
        Paging.PARAMETERS.forEach(name -> given.mustNotHave(name, "an export has all records on one page"));
        if (request.getProtocol().equals("HTTP/1.0")) {
            throw ProblemException.badRequest(
                    "An export needs HTTP/1.1, in which a client can tell whether it is complete."
                            + " A reverse proxy may have to be told, as nginx by proxy_http_version 1.1.");
        }
        List<RecordQuery<?>> searches = searches(given, Optional.empty());
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

    /** The columns of all kinds that are searched. */
    private List<String> columns(UriInfo address) {
        return Filters.asked(kinds, given(address)).stream()
                .flatMap(kind -> kind.columns().stream())
                .distinct()
                .toList();
    }

    private QueryParameters given(UriInfo address) {
        return QueryParameters.of(address.getQueryParameters(), Filters.known(kinds));
    }

    private List<RecordQuery<?>> searches(QueryParameters given, Optional<Position> after) {
        return Filters.asked(kinds, given).stream()
                .map(kind -> new RecordQuery<>(
                        kind.entity(),
                        Filters.conditions(kind, given),
                        Filters.order(kind, given),
                        RecordQuery.Order.NEWEST_FIRST,
                        after))
                .collect(Collectors.toUnmodifiableList());
    }
}
