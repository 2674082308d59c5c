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

/** Who still uses an old version of a product, page by page. */
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
    public Response outdated(@Context UriInfo address) {
        QueryParameters given = QueryParameters.of(address.getQueryParameters(), PARAMETERS);
        String product = given.required(PRODUCT);
        String version = given.required(BELOW);
        List<Searchable> kinds = Selection.asked(given).kinds();
        PageRequest page = paging.asked(given, address);
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
        return paging.answer(
                Figure.over(given, new People(VersionOrder.sorted(below.stream()), found.records())),
                found.next(),
                given,
                address);
    }

    /**
     * Some of the people.
     *
     * @param versions those below the given one that somebody still has, oldest first
     * @param installations the latest of each person, the one that was stored first coming first
     */
    record People(List<String> versions, List<RecordView<?>> installations) {}
}
