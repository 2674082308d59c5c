package health.polaris.telemetry.analytics.usage;

import health.polaris.telemetry.analytics.Figure;
import health.polaris.telemetry.analytics.FigureQueries;
import health.polaris.telemetry.analytics.FigureWriter;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.TimeRange;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.query.Sql;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Figures about the fleet, for those who may read all of it. */
@ApplicationScoped
@Path("/dhos/v1/analytics")
public class UsageResource {
    private static final String TOP = "top";
    private static final String PRODUCT = "app_product";

    @Inject
    FigureQueries figures;

    @Inject
    FigureWriter answers;

    @Inject
    Settings settings;

    @GET
    @Path("platforms")
    @Allow(Right.READ_ALL)
    public Response platforms(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Selection.PARAMETERS, List.of(TOP)));
        Selection selection = Selection.asked(given);
        int top = given.number(TOP, 1, 1_000, 20);
        Map<Searchable, List<Object[]>> rows = rows(selection, kind -> Platforms.statement(kind, selection));
        return answers.answer(() -> Figure.over(
                given,
                rows.entrySet().stream()
                        .map(one -> Platforms.of(one.getKey(), one.getValue(), top, smallest()))
                        .toList()));
    }

    @GET
    @Path("activity")
    @Allow(Right.READ_ALL)
    public Response activity(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(TimeRange.PARAMETERS, Selection.PARAMETERS));
        TimeRange span = TimeRange.asked(given);
        Selection selection = Selection.asked(given);
        Map<Searchable, List<Object[]>> rows = rows(selection, kind -> Activity.statement(kind, selection, span));
        return answers.answer(() -> Figure.over(
                given,
                span,
                rows.entrySet().stream()
                        .flatMap(one -> Activity.of(one.getKey(), one.getValue(), span, smallest()).stream())
                        .toList()));
    }

    @GET
    @Path("meters")
    @Allow(Right.READ_ALL)
    public Response meters(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(TimeRange.PARAMETERS, List.of(PRODUCT, TOP)));
        TimeRange span = TimeRange.asked(given);
        int top = given.number(TOP, 1, 1_000, 100);
        List<Object[]> periods = rows(MeterFigures.statement(given.text(PRODUCT), span));
        List<Object[]> shared = rows(MeterFigures.sharedStatement(top));
        return answers.answer(() -> Figure.over(
                given,
                span,
                new Meters(MeterFigures.of(periods, smallest()), MeterFigures.shared(shared, smallest()))));
    }

    /** The rows of each kind, in the order of the kinds. */
    private Map<Searchable, List<Object[]>> rows(Selection selection, Function<Searchable, Sql> statement) {
        Map<Searchable, List<Object[]>> rows = new LinkedHashMap<>();
        selection.kinds().forEach(kind -> rows.put(kind, rows(statement.apply(kind))));
        return rows;
    }

    private List<Object[]> rows(Sql statement) {
        return figures.rows(statement);
    }

    private int smallest() {
        return settings.fleet().smallestCount();
    }

    private static QueryParameters given(UriInfo address, List<List<String>> known) {
        return QueryParameters.of(
                address.getQueryParameters(),
                known.stream().flatMap(List::stream).toList());
    }

    /**
     * About the meters.
     *
     * @param periods the verifications over time
     * @param sharedSerialNumbers meters that several patients have, at any time
     */
    record Meters(List<MeterFigures> periods, List<MeterFigures.Shared> sharedSerialNumbers) {}
}
