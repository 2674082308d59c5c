package health.polaris.telemetry.search;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.database.ExportConnectionGate;
import health.polaris.telemetry.entity.RecordView;
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
import jakarta.servlet.http.HttpServletResponse;
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

/** Base class of searches across people: a page as JSON, or all results as an export. */
public abstract class SearchResource {
    private static final String BYTE_ORDER_MARK = "bom";
    private static final String SPREADSHEET = "spreadsheet";
    private static final List<String> CSV_PARAMETERS = List.of(BYTE_ORDER_MARK, SPREADSHEET);

    @EJB
    ExportService exports;

    @Inject
    ExportConnectionGate gate;

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
    public Response page(@Context UriInfo uri) {
        QueryParameters parameters = parametersWithoutCsv(uri);
        PageRequest page = paging.request(parameters, uri);
        List<RecordQuery<?>> searches = searches(parameters, page.after());
        Page found = pages.page(searches, page.limit());
        List<RecordView<?>> records =
                found.records().stream().<RecordView<?>>map(this::marked).toList();
        Response response = paging.response(records, found.next(), parameters, uri);
        response.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        return response;
    }

    @GET
    @Produces(AcceptNormalizer.CSV)
    @Allow(Right.READ_ALL)
    @Audited(Action.EXPORT)
    public Response csv(
            @Context UriInfo uri, @Context HttpServletRequest request, @Context HttpServletResponse response) {
        QueryParameters parameters = parameters(uri);
        return export(
                parameters,
                request,
                response,
                new CsvFormat(columns(parameters), parameters.flag(BYTE_ORDER_MARK), parameters.flag(SPREADSHEET)));
    }

    @GET
    @Produces(AcceptNormalizer.NDJSON)
    @Allow(Right.READ_ALL)
    @Audited(Action.EXPORT)
    public Response ndjson(
            @Context UriInfo uri, @Context HttpServletRequest request, @Context HttpServletResponse response) {
        return export(parametersWithoutCsv(uri), request, response, new NdjsonFormat());
    }

    private Response export(
            QueryParameters parameters, HttpServletRequest request, HttpServletResponse response, ExportFormat format) {
        Paging.PARAMETERS.forEach(name -> parameters.requireAbsent(name, "an export has all records on one page"));
        if (request.getProtocol().equals("HTTP/1.0")) {
            throw ProblemException.badRequest(
                    "An export needs HTTP/1.1, because a client cannot detect an incomplete HTTP/1.0 response."
                            + " A reverse proxy may need configuration, such as proxy_http_version 1.1 in nginx.");
        }
        List<RecordQuery<?>> searches = searches(parameters, Optional.empty());
        Export export = new Export(exports, gate, searches, this::marked, format, request);
        // replaces the header of all responses, which Jakarta REST would only add to
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // from the Servlet request, because Jersey dispatches HEAD to GET methods and hides the difference
        boolean isHead = request.getMethod().equals(HttpMethod.HEAD);
        return Response.ok(isHead ? null : export)
                .type(format.mediaType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + fileName() + "." + format.fileExtension() + "\"")
                // nginx would send nothing until its buffers are full
                .header("X-Accel-Buffering", "no")
                .build();
    }

    /** The name of the exported file, without extension. */
    abstract String fileName();

    private RecordView<?> marked(RecordView<?> record) {
        return Mark.marked(kinds, record);
    }

    private List<String> columns(QueryParameters parameters) {
        return Filters.selectedKinds(kinds, parameters).stream()
                .flatMap(kind -> kind.columns().stream())
                .distinct()
                .toList();
    }

    private QueryParameters parameters(UriInfo uri) {
        return QueryParameters.of(uri.getQueryParameters(), Filters.names(kinds), CSV_PARAMETERS);
    }

    private QueryParameters parametersWithoutCsv(UriInfo uri) {
        QueryParameters parameters = parameters(uri);
        CSV_PARAMETERS.forEach(name -> parameters.requireAbsent(name, "it applies to CSV only; send Accept: text/csv"));
        return parameters;
    }

    private List<RecordQuery<?>> searches(QueryParameters parameters, Optional<Position> after) {
        return Filters.selectedKinds(kinds, parameters).stream()
                .map(kind -> new RecordQuery<>(
                        kind.entity(),
                        Filters.conditions(kind, parameters),
                        Filters.sortKey(kind, parameters),
                        RecordQuery.Order.NEWEST_FIRST,
                        after))
                .collect(Collectors.toUnmodifiableList());
    }
}
