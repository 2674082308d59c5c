package health.polaris.telemetry.fleet;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.record.Statement;
import health.polaris.telemetry.security.Allow;
import health.polaris.telemetry.security.Right;
import health.polaris.telemetry.settings.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/** Figures about the fleet, for those who may read all of it. */
@ApplicationScoped
@Path("/dhos/v1/analytics")
public class AnalyticsResource {
    private static final String TOP = "top";
    private static final String PRODUCT = "app_product";

    @EJB
    FigureService figures;

    @Inject
    FleetAdmission admission;

    @Inject
    Settings settings;

    @GET
    @Path("adoption")
    @Allow(Right.READ_ALL)
    public FigureAnswer<List<Adoption>> adoption(@Context UriInfo address) {
        QueryParameters given = given(address, List.of(Span.PARAMETERS, Selection.PARAMETERS, List.of(TOP)));
        Span span = Span.asked(given);
        int top = given.number(TOP, 1, 100, 10);
        Statement statement = Adoption.statement(Selection.asked(given), span);
        return FigureAnswer.over(given, span, Adoption.of(rows(statement), span, top, smallest()));
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
        return admission.to(() -> figures.rows(statement));
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
