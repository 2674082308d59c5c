package health.polaris.telemetry.fleet;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.Refusal;
import health.polaris.telemetry.record.Statement;
import health.polaris.telemetry.security.Allow;
import health.polaris.telemetry.security.Right;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Figures about the fleet, for those who may read all of it. */
@ApplicationScoped
@Path("/dhos/v1/analytics")
public class AnalyticsResource {
    private static final String TOP = "top";
    private static final String PRODUCT = "app_product";
    private static final int RETRY_AFTER_SECONDS = 10;

    @Inject
    FigureQueries figures;

    @Inject
    FigureWriter answers;

    @Inject
    Settings settings;

    @GET
    @Path("adoption")
    @Allow(Right.READ_ALL)
    public Response adoption(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Span.PARAMETERS, Selection.PARAMETERS, List.of(TOP)));
        Span span = Span.asked(given);
        int top = given.number(TOP, 1, 100, 10);
        List<LocalDate> days = span.points();
        List<Object[]> rows = adoption(Selection.asked(given), days, top);
        return answers.answer(() -> {
            AdoptionSeries series = new AdoptionSeries(days, rows);
            FigureSize.check(series.bytes(), Adoption.PARAMETERS);
            return FigureAnswer.over(given, span, series.figures(smallest()));
        });
    }

    private List<Object[]> adoption(Selection selection, List<LocalDate> days, int top) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate lastObserved = lastObserved();
        Map<Boolean, List<LocalDate>> observed =
                days.stream().collect(Collectors.partitioningBy(day -> !day.isAfter(lastObserved)));
        if (observed.get(false).stream().anyMatch(day -> day.isBefore(today.minusDays(1)))) {
            throw Refusal.unavailable("Past days are being counted. Try again later.", RETRY_AFTER_SECONDS);
        }
        int most = FigureSize.maxSeries(days.size(), Adoption.SHARE_BYTES);
        List<Object[]> rows =
                rows(Adoption.statement(selection, observed.get(true), observed.get(false), today, top, most + 1));
        if (rows.size() > most) {
            throw FigureSize.tooLarge(Adoption.PARAMETERS);
        }
        return rows;
    }

    private LocalDate lastObserved() {
        Object day = rows(Adoption.lastObserved()).get(0)[0];
        return day == null ? LocalDate.MIN : Rows.date(day);
    }

    @GET
    @Path("platforms")
    @Allow(Right.READ_ALL)
    public Response platforms(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Selection.PARAMETERS, List.of(TOP)));
        Selection selection = Selection.asked(given);
        int top = given.number(TOP, 1, 1_000, 20);
        Map<Kind, List<Object[]>> rows = rows(selection, kind -> Platforms.statement(kind, selection));
        return answers.answer(() -> FigureAnswer.over(
                given,
                rows.entrySet().stream()
                        .map(one -> Platforms.of(one.getKey(), one.getValue(), top, smallest()))
                        .toList()));
    }

    @GET
    @Path("activity")
    @Allow(Right.READ_ALL)
    public Response activity(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Span.PARAMETERS, Selection.PARAMETERS));
        Span span = Span.asked(given);
        Selection selection = Selection.asked(given);
        Map<Kind, List<Object[]>> rows = rows(selection, kind -> Activity.statement(kind, selection, span));
        return answers.answer(() -> FigureAnswer.over(
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
        QueryParameters given = given(address, List.of(Span.PARAMETERS, List.of(PRODUCT, TOP)));
        Span span = Span.asked(given);
        int top = given.number(TOP, 1, 1_000, 100);
        List<Object[]> periods = rows(MeterFigures.statement(given.text(PRODUCT), span));
        List<Object[]> shared = rows(MeterFigures.sharedStatement(top));
        return answers.answer(() -> FigureAnswer.over(
                given,
                span,
                new Meters(MeterFigures.of(periods, smallest()), MeterFigures.shared(shared, smallest()))));
    }

    /** The rows of each kind, in the order of the kinds. */
    private Map<Kind, List<Object[]>> rows(Selection selection, Function<Kind, Statement> statement) {
        Map<Kind, List<Object[]>> rows = new LinkedHashMap<>();
        selection.kinds().forEach(kind -> rows.put(kind, rows(statement.apply(kind))));
        return rows;
    }

    private List<Object[]> rows(Statement statement) {
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
