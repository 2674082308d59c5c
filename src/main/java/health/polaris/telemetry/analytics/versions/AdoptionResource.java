package health.polaris.telemetry.analytics.versions;

import health.polaris.telemetry.analytics.Figure;
import health.polaris.telemetry.analytics.FigureQueries;
import health.polaris.telemetry.analytics.FigureSize;
import health.polaris.telemetry.analytics.FigureWriter;
import health.polaris.telemetry.analytics.KnownProducts;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.TimeRange;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** People per version of each product over time. */
@ApplicationScoped
@Path("/dhos/v1/analytics/adoption")
public class AdoptionResource {
    private static final String TOP = "top";
    private static final int RETRY_AFTER_SECONDS = 10;

    @Inject
    FigureQueries figures;

    @Inject
    KnownProducts knownProducts;

    @Inject
    FigureWriter writer;

    @Inject
    Settings settings;

    @GET
    @Allow(Right.READ_ALL)
    public Response adoption(@Context UriInfo uri) {
        QueryParameters parameters =
                QueryParameters.of(uri.getQueryParameters(), TimeRange.PARAMETERS, Selection.PARAMETERS, List.of(TOP));
        TimeRange range = TimeRange.of(parameters);
        int top = parameters.number(TOP, 1, 100, 10);
        List<LocalDate> days = range.points();
        Selection selection = Selection.of(parameters);
        List<Object[]> rows = rows(selection, days, top);
        Optional<List<String>> products =
                knownProducts.ifUnknown(selection.product(), selection.kinds(), !rows.isEmpty());
        int smallestCount = settings.fleet().minCount();
        return writer.response(() -> {
            AdoptionSeries series = new AdoptionSeries(days, rows);
            FigureSize.check(series.bytes(), Adoption.PARAMETERS);
            return Figure.of(
                    parameters,
                    range,
                    series.total(smallestCount),
                    products,
                    series.figures(smallestCount).stream()
                            .map(LinkedAdoption::of)
                            .toList());
        });
    }

    private List<Object[]> rows(Selection selection, List<LocalDate> days, int top) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate lastObserved = lastObserved();
        Map<Boolean, List<LocalDate>> observed =
                days.stream().collect(Collectors.partitioningBy(day -> !day.isAfter(lastObserved)));
        if (observed.get(false).stream().anyMatch(day -> day.isBefore(today.minusDays(1)))) {
            throw ProblemException.unavailable("Past days are being counted. Try again later.", RETRY_AFTER_SECONDS);
        }
        int maxSeries = FigureSize.maxSeries(days.size(), Adoption.SHARE_BYTES);
        List<Object[]> rows = figures.rows(
                Adoption.statement(selection, observed.get(true), observed.get(false), today, top, maxSeries + 1));
        if (rows.size() > maxSeries) {
            throw FigureSize.tooLarge(Adoption.PARAMETERS);
        }
        return rows;
    }

    private LocalDate lastObserved() {
        Object day = figures.rows(Adoption.lastObserved()).get(0)[0];
        return day == null ? LocalDate.MIN : Rows.date(day);
    }
}
