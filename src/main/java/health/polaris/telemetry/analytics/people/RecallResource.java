package health.polaris.telemetry.analytics.people;

import health.polaris.telemetry.analytics.Figure;
import health.polaris.telemetry.analytics.FigureQueries;
import health.polaris.telemetry.analytics.KnownProducts;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.export.CsvFormat;
import health.polaris.telemetry.export.Exports;
import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.paging.Slice;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.search.Filters;
import health.polaris.telemetry.search.Searchable;
import health.polaris.telemetry.search.VersionRange;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** The people whom a recall of devices or versions concerns, page by page or as an export. */
@ApplicationScoped
@Path("/dhos/v1/analytics/recall")
public class RecallResource {
    private static final String FILE = "recall";
    private static final String PRODUCT = "app_product";
    private static final String SEPARATOR = " ";

    /** Each batch of an export determines all people again. */
    private static final int BATCH_SIZE = 20_000;

    /** People are sorted by kind and id only. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1970, 1, 1, 0, 0);

    @Inject
    FigureQueries figures;

    @Inject
    KnownProducts knownProducts;

    @Inject
    VersionRange versions;

    @Inject
    Paging paging;

    @Inject
    Exports exports;

    @EJB
    QueryService records;

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allow(Right.READ_ALL)
    public Response page(@Context UriInfo uri) {
        QueryParameters parameters = parameters(uri);
        Exports.requireNoCsv(parameters);
        PageRequest page = paging.request(parameters, uri);
        Recall recall = recall(parameters);
        List<Object[]> rows = figures.rows(recall.statement(page.after().map(RecallResource::key), page.limit() + 1));
        Slice<RecalledPerson> people =
                Slice.of(rows.stream().map(RecalledPerson::of).toList(), page, person -> position(person.key()));
        Optional<List<String>> products = knownProducts.ifUnknown(
                parameters.text(PRODUCT), List.copyOf(recall.conditions().keySet()), !rows.isEmpty());
        long total = rows.isEmpty() ? 0 : Rows.number(rows.get(0)[Recall.TOTAL]);
        return paging.negotiatedResponse(
                Figure.of(parameters, total, products, people.items()), people.next(), parameters, uri);
    }

    @GET
    @Produces(AcceptNormalizer.CSV)
    @Allow(Right.READ_ALL)
    @Audited(Action.EXPORT)
    public Response csv(
            @Context UriInfo uri, @Context HttpServletRequest request, @Context HttpServletResponse response) {
        QueryParameters parameters = parameters(uri);
        Recall recall = recall(parameters);
        return exports.response(
                parameters,
                request,
                response,
                FILE,
                CsvFormat.of(RecalledPerson.keys(), parameters),
                consumer -> records.forEachRow(
                        last -> recall.statement(last.map(RecalledPerson::of).map(RecalledPerson::key), BATCH_SIZE),
                        BATCH_SIZE,
                        row -> consumer.test(RecalledPerson.of(row))));
    }

    private static QueryParameters parameters(UriInfo uri) {
        SortedSet<String> known = Filters.names(Searchable.ALL);
        known.addAll(CsvFormat.PARAMETERS);
        return QueryParameters.withRepeatable(uri.getQueryParameters(), known, Filters.repeatable(Searchable.ALL));
    }

    private Recall recall(QueryParameters parameters) {
        if (Filters.texts(Searchable.ALL).stream().noneMatch(parameters::has)) {
            throw ProblemException.badRequest(
                    "serial_number_starts: a recall needs a filter by text, such as serial_number_starts, model, firmware_version"
                            + " or app_version.");
        }
        Map<Searchable, List<Condition>> conditions = new LinkedHashMap<>();
        for (Searchable kind : Filters.selectedKinds(Searchable.ALL, parameters)) {
            conditions.put(kind, versions.withFilters(kind, parameters));
        }
        return new Recall(conditions);
    }

    private static Position position(RecalledPerson.Key person) {
        return new Position(NO_TIME, person.kind() + SEPARATOR + person.personId());
    }

    private static RecalledPerson.Key key(Position position) {
        String[] parts = position.uuid().split(SEPARATOR, 2);
        return new RecalledPerson.Key(parts[0], parts.length == 1 ? "" : parts[1]);
    }
}
