package health.polaris.telemetry.search;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.export.CsvFormat;
import health.polaris.telemetry.export.ExportFormat;
import health.polaris.telemetry.export.ExportSource;
import health.polaris.telemetry.export.Exports;
import health.polaris.telemetry.export.NdjsonFormat;
import health.polaris.telemetry.history.VersionExportService;
import health.polaris.telemetry.history.VersionSearch;
import health.polaris.telemetry.history.VersionView;
import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Base class of searches across people: a page as JSON, or all results as an export. */
public abstract class SearchResource {
    private static final String HISTORY = "history";
    private static final String COUNT = "count";

    @EJB
    QueryService records;

    @EJB
    VersionExportService versions;

    @Inject
    Exports exports;

    @Inject
    SearchPages pages;

    @Inject
    Paging paging;

    @Inject
    VersionRange ranges;

    @Inject
    SearchCounts counts;

    private final List<Searchable> kinds;

    SearchResource(Searchable... kinds) {
        this.kinds = List.of(kinds);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allow(Right.READ_ALL)
    public Response page(@Context UriInfo uri) {
        QueryParameters parameters = parametersWithoutCsv(uri);
        parameters.requireAbsent(
                HISTORY, "it applies to exports only; send Accept: text/csv or Accept: application/x-ndjson");
        if (parameters.flag(COUNT)) {
            Paging.PARAMETERS.forEach(name -> parameters.requireAbsent(name, "a number has no pages"));
            return Response.ok(counts.of(searches(parameters, Optional.empty())))
                    .build();
        }
        PageRequest page = paging.request(parameters, uri);
        List<RecordQuery<?>> searches = searches(parameters, page.after());
        Page found = pages.page(searches, page.limit());
        List<RecordView<?>> listed =
                found.records().stream().<RecordView<?>>map(this::marked).toList();
        return paging.negotiatedResponse(listed, found.next(), parameters, uri);
    }

    @GET
    @Produces(AcceptNormalizer.CSV)
    @Allow(Right.READ_ALL)
    @Audited(Action.EXPORT)
    public Response csv(
            @Context UriInfo uri, @Context HttpServletRequest request, @Context HttpServletResponse response) {
        QueryParameters parameters = parameters(uri);
        return export(parameters, request, response, CsvFormat.of(columns(parameters), parameters));
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
        parameters.requireAbsent(COUNT, "a number is not exported; send Accept: application/json");
        return exports.response(parameters, request, response, fileName(), format, source(parameters));
    }

    private ExportSource source(QueryParameters parameters) {
        if (!parameters.flag(HISTORY)) {
            List<RecordQuery<?>> searches = searches(parameters, Optional.empty());
            return consumer -> records.forEachBatch(
                    searches,
                    batch -> LastHeard.with(batch, records::rowsOfSnapshot).stream()
                            .map(this::marked)
                            .allMatch(consumer));
        }
        List<VersionSearch> searches = Filters.selectedKinds(kinds, parameters).stream()
                .map(kind -> new VersionSearch(search(kind, parameters, Optional.empty()), kind.version()))
                .toList();
        return consumer -> versions.forEach(searches, version -> consumer.test(version.with(marked(version.record()))));
    }

    /** The name of the exported file, without extension. */
    abstract String fileName();

    private RecordView<?> marked(RecordView<?> record) {
        return Mark.marked(kinds, record);
    }

    private List<String> columns(QueryParameters parameters) {
        Stream<String> ofRecords = Filters.selectedKinds(kinds, parameters).stream()
                .flatMap(kind -> kind.columns().stream())
                .distinct();
        Stream<String> others = parameters.flag(HISTORY) ? VersionView.KEYS.stream() : Stream.of(LastHeard.KEY);
        return Stream.concat(ofRecords, others).toList();
    }

    private QueryParameters parameters(UriInfo uri) {
        SortedSet<String> known = Filters.names(kinds);
        known.addAll(CsvFormat.PARAMETERS);
        known.add(HISTORY);
        known.add(COUNT);
        return QueryParameters.withRepeatable(uri.getQueryParameters(), known, Filters.repeatable(kinds));
    }

    private QueryParameters parametersWithoutCsv(UriInfo uri) {
        QueryParameters parameters = parameters(uri);
        Exports.requireNoCsv(parameters);
        return parameters;
    }

    private List<RecordQuery<?>> searches(QueryParameters parameters, Optional<Position> after) {
        return Filters.selectedKinds(kinds, parameters).stream()
                .map(kind -> search(kind, parameters, after))
                .collect(Collectors.toUnmodifiableList());
    }

    private RecordQuery<?> search(Searchable kind, QueryParameters parameters, Optional<Position> after) {
        return new RecordQuery<>(
                kind.entity(),
                ranges.withFilters(kind, parameters),
                Filters.sortKey(kind, parameters),
                RecordQuery.Order.NEWEST_FIRST,
                after);
    }
}
