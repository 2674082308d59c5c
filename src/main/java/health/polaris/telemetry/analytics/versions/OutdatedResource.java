package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.Figure;
import health.polaris.telemetry.analytics.FigureQueries;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.search.SearchPages;
import health.polaris.telemetry.search.Searchable;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** People with an outdated version of a product, page by page. */
@ApplicationScoped
@Path("/dhos/v1/analytics/outdated")
public class OutdatedResource {
    private static final String PRODUCT = "app_product";
    private static final String BELOW = "below";
    private static final List<String> PARAMETERS = List.of("kind", PRODUCT, BELOW, "limit", "cursor");

    @Inject
    FigureQueries figures;

    @Inject
    SearchPages pages;

    @Inject
    Paging paging;

    @GET
    @Allow(Right.READ_ALL)
    public Response outdated(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        String product = parameters.required(PRODUCT);
        String version = parameters.required(BELOW);
        List<Searchable> kinds = Selection.of(parameters).kinds();
        PageRequest page = paging.request(parameters, uri);
        Set<String> below = new HashSet<>();
        List<RecordQuery<?>> searches = new ArrayList<>();
        for (Searchable kind : kinds) {
            List<String> versions = Outdated.below(version, figures.rows(Outdated.versions(kind, product)));
            if (!versions.isEmpty()) {
                below.addAll(versions);
                searches.add(Outdated.search(kind, product, versions, page));
            }
        }
        Page found = searches.isEmpty() ? new Page(List.of(), Optional.empty()) : pages.page(searches, page.limit());
        return paging.response(
                Figure.of(parameters, new People(VersionOrder.sorted(below.stream()), found.records())),
                found.next(),
                parameters,
                uri);
    }

    /**
     * A page of people.
     *
     * @param versions the versions below the given one that are still in use, oldest first
     * @param installations the latest installation of each person, oldest record first
     */
    record People(List<String> versions, List<RecordView<?>> installations) {}
}
