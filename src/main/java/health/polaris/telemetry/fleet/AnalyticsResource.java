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
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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
    Settings settings;

    @GET
    @Path("adoption")
    @Allow(Right.READ_ALL)
    public FigureAnswer<List<Adoption>> adoption(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Span.PARAMETERS, Selection.PARAMETERS, List.of(TOP)));
        Span span = Span.asked(given);
        int top = given.number(TOP, 1, 100, 10);
        AdoptionSeries series = series(Selection.asked(given), span.points());
        return FigureAnswer.over(given, span, series.figures(top, smallest()));
    }

    private AdoptionSeries series(Selection selection, List<LocalDate> days) {
        AdoptionSeries series = new AdoptionSeries(days);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate lastObserved = lastObserved();
        Map<Boolean, List<LocalDate>> observed =
                days.stream().collect(Collectors.partitioningBy(day -> !day.isAfter(lastObserved)));
        if (observed.get(false).stream().anyMatch(day -> day.isBefore(today.minusDays(1)))) {
            throw Refusal.unavailable("Past days are being counted. Try again later.", RETRY_AFTER_SECONDS);
        }
        if (!observed.get(true).isEmpty()) {
            rows(Adoption.observed(selection, observed.get(true))).forEach(row -> series.add(row, Rows.date(row[4])));
        }
        if (!observed.get(false).isEmpty()) {
            selection.kinds().stream()
                    .flatMap(kind -> rows(Adoption.counted(kind, selection, today)).stream())
                    .forEach(row -> observed.get(false).forEach(day -> series.add(row, day)));
        }
        return series;
    }

    private LocalDate lastObserved() {
        Object day = rows(Adoption.lastObserved()).get(0)[0];
        return day == null ? LocalDate.MIN : Rows.date(day);
    }

    @GET
    @Path("platforms")
    @Allow(Right.READ_ALL)
    public FigureAnswer<List<Platforms>> platforms(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Selection.PARAMETERS, List.of(TOP)));
        Selection selection = Selection.asked(given);
        int top = given.number(TOP, 1, 1_000, 20);
        return FigureAnswer.over(
                given,
                selection.kinds().stream()
                        .map(kind -> Platforms.of(kind, rows(Platforms.statement(kind, selection)), top, smallest()))
                        .toList());
    }

    @GET
    @Path("activity")
    @Allow(Right.READ_ALL)
    public FigureAnswer<List<Activity>> activity(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Span.PARAMETERS, Selection.PARAMETERS));
        Span span = Span.asked(given);
        Selection selection = Selection.asked(given);
        return FigureAnswer.over(
                given,
                span,
                selection.kinds().stream()
                        .flatMap(kind ->
                                Activity.of(kind, rows(Activity.statement(kind, selection, span)), span, smallest())
                                        .stream())
                        .toList());
    }

    @GET
    @Path("meters")
    @Allow(Right.READ_ALL)
    public FigureAnswer<Meters> meters(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Span.PARAMETERS, List.of(PRODUCT, TOP)));
        Span span = Span.asked(given);
        int top = given.number(TOP, 1, 1_000, 100);
        return FigureAnswer.over(
                given,
                span,
                new Meters(
                        MeterFigures.of(rows(MeterFigures.statement(given.text(PRODUCT), span)), smallest()),
                        MeterFigures.shared(rows(MeterFigures.sharedStatement(top)), smallest())));
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
