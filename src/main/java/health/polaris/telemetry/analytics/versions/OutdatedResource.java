package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.Figure;
import health.polaris.telemetry.analytics.FigureQueries;
import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.analytics.KnownProducts;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.audit.Counted;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.search.SearchPages;
import health.polaris.telemetry.search.Searchable;
import health.polaris.telemetry.search.VersionOrder;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** People with an outdated version of a product, page by page. */
@ApplicationScoped
@Path("/dhos/v1/analytics/outdated")
public class OutdatedResource {
    private static final String PRODUCT = "app_product";
    private static final String BELOW = "below";
    private static final String UNREADABLE = "unreadable";
    private static final List<String> PARAMETERS = List.of("kind", PRODUCT, BELOW, UNREADABLE, "limit", "cursor");

    @Inject
    FigureQueries figures;

    @Inject
    KnownProducts knownProducts;

    @Inject
    Settings settings;

    @Inject
    SearchPages pages;

    @Inject
    Paging paging;

    @GET
    @Allow(Right.READ_ALL)
    public Response outdated(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), PARAMETERS);
        String product = parameters.required(PRODUCT);
        String version = VersionOrder.readable(BELOW, parameters.required(BELOW));
        boolean unreadable = parameters.flag(UNREADABLE);
        List<Searchable> kinds = Selection.of(parameters).kinds();
        PageRequest page = paging.request(parameters, uri);
        VersionsInUse all = new VersionsInUse(Map.of(), Map.of(), 0);
        List<RecordQuery<?>> searches = new ArrayList<>();
        for (Searchable kind : kinds) {
            VersionsInUse ofKind =
                    VersionsInUse.of(Outdated.comparable(figures.rows(Outdated.versions(kind, product))), version);
            all = all.plus(ofKind);
            Set<String> listed = (unreadable ? ofKind.unreadable() : ofKind.below()).keySet();
            if (!listed.isEmpty()) {
                searches.add(Outdated.search(kind, product, List.copyOf(listed), page));
            }
        }
        Page found = searches.isEmpty() ? new Page(List.of(), Optional.empty()) : pages.page(searches, page.limit());
        Optional<List<String>> products = knownProducts.ifUnknown(Optional.of(product), kinds, all.people() > 0);
        int smallestCount = settings.fleet().minCount();
        return paging.response(
                Figure.of(
                        parameters,
                        all.total(smallestCount),
                        products,
                        People.of(
                                all,
                                smallestCount,
                                unreadable(product, version, parameters.text("kind")),
                                found.records())),
                found.next(),
                parameters,
                uri);
    }

    /** The list of people with a version that cannot be compared. */
    static String unreadable(String product, String below, Optional<String> kind) {
        return new Href("outdated")
                .with(PRODUCT, product)
                .with(BELOW, below)
                .with("kind", kind)
                .with(UNREADABLE, "true")
                .toString();
    }

    /**
     * A page of people.
     *
     * @param versions the versions below the given one that are still in use, oldest first
     * @param people the number of people with these versions; null if suppressed
     * @param unreadable the versions that cannot be compared
     * @param installations the latest installation of each person, oldest record first
     */
    record People(List<String> versions, Long people, Unreadable unreadable, List<RecordView<?>> installations)
            implements Counted {
        @Override
        public long records() {
            return installations.size();
        }

        static People of(
                VersionsInUse versions, int smallestCount, String unreadable, List<RecordView<?>> installations) {
            List<Share> shares = versions.shares(smallestCount);
            return new People(
                    VersionOrder.sorted(versions.below().keySet()),
                    shares.get(0).people(),
                    new Unreadable(
                            List.copyOf(versions.unreadable().keySet()),
                            shares.get(1).people(),
                            unreadable),
                    installations);
        }
    }

    /**
     * Versions that cannot be read.
     *
     * @param versions the versions in use, sorted as text
     * @param people the number of people with these versions; null if suppressed
     * @param href the list of the people
     */
    record Unreadable(List<String> versions, Long people, String href) {}
}
