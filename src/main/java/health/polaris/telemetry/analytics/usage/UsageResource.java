package health.polaris.telemetry.analytics.usage;

import health.polaris.telemetry.analytics.Figure;
import health.polaris.telemetry.analytics.FigureQueries;
import health.polaris.telemetry.analytics.FigureWriter;
import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.analytics.KnownProducts;
import health.polaris.telemetry.analytics.Linked;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.Share;
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
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;

/** Platforms, activity and meters of the whole fleet. */
@ApplicationScoped
@Path("/dhos/v1/analytics")
public class UsageResource {
    private static final String TOP = "top";
    private static final String PRODUCT = "app_product";
    private static final String VERSION = "app_version";

    @Inject
    FigureQueries figures;

    @Inject
    KnownProducts knownProducts;

    @Inject
    FigureWriter writer;

    @Inject
    Settings settings;

    @GET
    @Path("platforms")
    @Allow(Right.READ_ALL)
    public Response platforms(@Context UriInfo uri) {
        SortedSet<String> known = new TreeSet<>(Selection.PARAMETERS);
        known.addAll(List.of(TOP, VERSION));
        QueryParameters parameters = QueryParameters.withRepeatable(uri.getQueryParameters(), known, Set.of(VERSION));
        Selection selection = Selection.of(parameters);
        List<String> versions = parameters.texts(VERSION);
        int top = parameters.number(TOP, 1, 1_000, 20);
        Map<Searchable, List<Object[]>> rows = rows(selection, kind -> Platforms.statement(kind, selection, versions));
        long[] people = rows.values().stream().mapToLong(Platforms::people).toArray();
        long all = LongStream.of(people).sum();
        Optional<List<String>> products = knownProducts.ifUnknown(selection.product(), selection.kinds(), all > 0);
        return writer.response(() -> Figure.of(
                parameters,
                Share.total(all, LongStream.of(people), smallestCount()),
                products,
                rows.entrySet().stream()
                        .map(entry -> Platforms.of(entry.getKey(), entry.getValue(), top, smallestCount())
                                .linked(entry.getKey(), selection, versions))
                        .toList()));
    }

    @GET
    @Path("activity")
    @Allow(Right.READ_ALL)
    public Response activity(@Context UriInfo uri) {
        QueryParameters parameters =
                QueryParameters.of(uri.getQueryParameters(), TimeRange.PARAMETERS, Selection.PARAMETERS);
        TimeRange range = TimeRange.of(parameters);
        Selection selection = Selection.of(parameters);
        Map<Searchable, List<Object[]>> rows = rows(selection, kind -> Activity.statement(kind, selection, range));
        long people = selection.kinds().stream()
                .mapToLong(kind -> people(Activity.people(kind, selection, range)))
                .sum();
        Optional<List<String>> products = knownProducts.ifUnknown(selection.product(), selection.kinds(), people > 0);
        return writer.response(() -> Figure.of(
                parameters,
                range,
                Share.total(
                        people,
                        rows.values().stream().flatMapToLong(some -> Activity.installations(some, range)),
                        smallestCount()),
                products,
                rows.entrySet().stream()
                        .flatMap(entry -> Activity.of(entry.getKey(), entry.getValue(), range, smallestCount()).stream()
                                .map(activity -> new Linked<>(
                                        activity,
                                        activity.href(entry.getKey(), range)
                                                .map(Href::toString)
                                                .orElse(null))))
                        .toList()));
    }

    @GET
    @Path("meters")
    @Allow(Right.READ_ALL)
    public Response meters(@Context UriInfo uri) {
        QueryParameters parameters =
                QueryParameters.of(uri.getQueryParameters(), TimeRange.PARAMETERS, List.of(PRODUCT, TOP));
        TimeRange range = TimeRange.of(parameters);
        int top = parameters.number(TOP, 1, 1_000, 100);
        Optional<String> product = parameters.text(PRODUCT);
        List<Object[]> periods = rows(MeterFigures.statement(product, range));
        long patients = people(MeterFigures.people(product, range));
        Optional<List<String>> products = knownProducts.ifUnknown(product, List.of(Searchable.METER), patients > 0);
        List<Object[]> shared = rows(SharedSerialNumber.statement(top));
        return writer.response(() -> Figure.of(
                parameters,
                range,
                Share.total(patients, MeterFigures.verifications(periods), smallestCount()),
                products,
                new Meters(
                        MeterFigures.of(periods, smallestCount()).stream()
                                .map(figures -> new Linked<>(
                                        figures,
                                        figures.href(range).map(Href::toString).orElse(null)))
                                .toList(),
                        SharedSerialNumber.of(shared, smallestCount()).stream()
                                .map(number -> new Linked<>(
                                        number,
                                        Href.meters()
                                                .with("serial_number", number.serialNumber())
                                                .toString()))
                                .toList())));
    }

    /** Runs a query for each selected kind, in the order of the kinds. */
    private Map<Searchable, List<Object[]>> rows(Selection selection, Function<Searchable, Sql> statement) {
        Map<Searchable, List<Object[]>> rows = new LinkedHashMap<>();
        selection.kinds().forEach(kind -> rows.put(kind, rows(statement.apply(kind))));
        return rows;
    }

    private List<Object[]> rows(Sql statement) {
        return figures.rows(statement);
    }

    private long people(Sql statement) {
        return Rows.number(rows(statement).get(0)[0]);
    }

    private int smallestCount() {
        return settings.fleet().minCount();
    }

    /**
     * Figures about meters.
     *
     * @param periods the verifications over time
     * @param sharedSerialNumbers meters of several patients, at any time
     */
    record Meters(List<Linked<MeterFigures>> periods, List<Linked<SharedSerialNumber>> sharedSerialNumbers) {}
}
