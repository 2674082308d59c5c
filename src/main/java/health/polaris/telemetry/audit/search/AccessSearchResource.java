package health.polaris.telemetry.audit.search;

import health.polaris.telemetry.audit.AccessEventView;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.database.FleetConnectionGate;
import health.polaris.telemetry.export.CsvFormat;
import health.polaris.telemetry.export.ExportFormat;
import health.polaris.telemetry.export.Exports;
import health.polaris.telemetry.export.NdjsonFormat;
import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.paging.Slice;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** Base class of searches for access events: a page as JSON, or all events as an export. */
public abstract class AccessSearchResource {
    @EJB
    AccessEventService events;

    @Inject
    FleetConnectionGate gate;

    @Inject
    Exports exports;

    @Inject
    Paging paging;

    /** The names of the parameters with the person. */
    abstract List<String> personParameters();

    /** The person whose events are requested; empty for the events of all. */
    abstract Optional<Person> person(UriInfo uri, QueryParameters parameters);

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allow(Right.AUDIT)
    @Audited(Action.AUDIT)
    public Response page(@Context UriInfo uri) {
        QueryParameters parameters = parameters(uri);
        Exports.requireNoCsv(parameters);
        PageRequest page = paging.request(parameters, uri);
        AccessEventQuery search = search(uri, parameters, page.after());
        List<AccessEventView> found = gate.call(() -> events.first(search, page.limit() + 1));
        Slice<AccessEventView> listed = Slice.of(found, page, AccessEventView::position);
        return paging.negotiatedResponse(listed.items(), listed.next(), parameters, uri);
    }

    @GET
    @Produces(AcceptNormalizer.CSV)
    @Allow(Right.AUDIT)
    @Audited(Action.AUDIT)
    public Response csv(
            @Context UriInfo uri, @Context HttpServletRequest request, @Context HttpServletResponse response) {
        QueryParameters parameters = parameters(uri);
        return export(uri, parameters, request, response, CsvFormat.of(AccessEventView.keys(), parameters));
    }

    @GET
    @Produces(AcceptNormalizer.NDJSON)
    @Allow(Right.AUDIT)
    @Audited(Action.AUDIT)
    public Response ndjson(
            @Context UriInfo uri, @Context HttpServletRequest request, @Context HttpServletResponse response) {
        QueryParameters parameters = parameters(uri);
        Exports.requireNoCsv(parameters);
        return export(uri, parameters, request, response, new NdjsonFormat());
    }

    private Response export(
            UriInfo uri,
            QueryParameters parameters,
            HttpServletRequest request,
            HttpServletResponse response,
            ExportFormat format) {
        AccessEventQuery search = search(uri, parameters, Optional.empty());
        return exports.response(
                parameters, request, response, "access_events", format, consumer -> events.forEach(search, consumer));
    }

    private QueryParameters parameters(UriInfo uri) {
        return QueryParameters.of(
                uri.getQueryParameters(),
                personParameters(),
                AccessEventQuery.PARAMETERS,
                Paging.PARAMETERS,
                CsvFormat.PARAMETERS);
    }

    private AccessEventQuery search(UriInfo uri, QueryParameters parameters, Optional<Position> after) {
        return AccessEventQuery.of(parameters, person(uri, parameters), after);
    }
}
