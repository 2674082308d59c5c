package health.polaris.telemetry.analytics.people;

import health.polaris.telemetry.analytics.Figure;
import health.polaris.telemetry.analytics.FigureQueries;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.search.Searchable;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** How long ago the service last heard of people. */
@ApplicationScoped
@Path("/dhos/v1/analytics/silent")
public class SilentResource {
    @Inject
    FigureQueries figures;

    @Inject
    Settings settings;

    @GET
    @Allow(Right.READ_ALL)
    public Figure<List<Silent>> silent(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), List.of("kind"));
        Map<Searchable, List<Object[]>> rows = new LinkedHashMap<>();
        Selection.of(parameters).kinds().forEach(kind -> rows.put(kind, figures.rows(Silent.statement(kind))));
        int smallestCount = settings.fleet().minCount();
        LongStream people = rows.values().stream().mapToLong(Silent::people);
        long all = rows.values().stream().mapToLong(Silent::people).sum();
        return Figure.of(
                parameters,
                Share.total(all, people, smallestCount),
                Optional.empty(),
                rows.entrySet().stream()
                        .map(entry -> Silent.of(entry.getKey(), entry.getValue(), smallestCount))
                        .toList());
    }
}
