package health.polaris.telemetry.analytics.changes;

import health.polaris.telemetry.analytics.Figure;
import health.polaris.telemetry.analytics.FigureQueries;
import health.polaris.telemetry.analytics.FigureWriter;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.analytics.TimeRange;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Changes of the records of the whole fleet. */
@ApplicationScoped
@Path("/dhos/v1/analytics/changes")
public class ChangesResource {
    private static final String KIND = "kind";
    private static final List<Searchable> KINDS = List.of(Searchable.PATIENT, Searchable.CLINICIAN, Searchable.METER);

    @Inject
    FigureQueries figures;

    @Inject
    FigureWriter writer;

    @Inject
    Settings settings;

    @GET
    @Allow(Right.READ_ALL)
    public Response changes(@Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), TimeRange.PARAMETERS, List.of(KIND));
        TimeRange range = TimeRange.of(parameters);
        Map<Searchable, List<Object[]>> rows = new LinkedHashMap<>();
        selected(parameters).forEach(kind -> rows.put(kind, figures.rows(Changes.statement(kind, range))));
        Instant since = Changes.start(figures.rows(Changes.start()));
        int smallestCount = settings.fleet().minCount();
        return writer.response(() -> {
            List<Changes> changes = rows.entrySet().stream()
                    .map(entry -> Changes.of(entry.getKey(), since, entry.getValue(), range, smallestCount))
                    .toList();
            Changes.check(changes);
            return Figure.of(
                    parameters,
                    range,
                    Share.total(numbers(rows).sum(), numbers(rows), smallestCount),
                    Optional.empty(),
                    changes);
        });
    }

    private static LongStream numbers(Map<Searchable, List<Object[]>> rows) {
        return rows.values().stream().flatMapToLong(Changes::numbers);
    }

    private static List<Searchable> selected(QueryParameters parameters) {
        String[] labels = KINDS.stream().map(Searchable::label).toArray(String[]::new);
        return parameters
                .oneOf(KIND, labels)
                .map(label -> KINDS.stream()
                        .filter(kind -> kind.label().equals(label))
                        .toList())
                .orElse(KINDS);
    }
}
