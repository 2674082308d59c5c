package health.polaris.telemetry.subject.erasure;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.audit.CurrentOrigin;
import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.export.Exports;
import health.polaris.telemetry.export.NdjsonFormat;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.json.JsonBody;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.record.FieldsReader;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Receipts of all erasures. */
@ApplicationScoped
@Path("/dhos/v1/erasure")
public class ErasureResource {
    @EJB
    ErasureService erasures;

    @Inject
    Exports exports;

    @Inject
    FieldsReader reader;

    @Inject
    ConnectionGate gate;

    @Inject
    CurrentOrigin current;

    /** Responds with all receipts, oldest first, one JSON object per line. */
    @GET
    @Allow(Right.ERASE)
    public Response receipts(
            @Context UriInfo uri, @Context HttpServletRequest request, @Context HttpServletResponse response) {
        QueryParameters parameters = QueryParameters.of(uri.getQueryParameters(), Paging.PARAMETERS);
        return exports.response(parameters, request, response, "erasures", new NdjsonFormat(), erasures::forEach);
    }

    /** Repeats erasures after a backup was restored. */
    @POST
    @Path("replay")
    @Allow(Right.ERASE)
    @Audited(value = Action.ERASE, byService = true)
    public ReplayResult replay(JsonBody body) {
        ReplayRequest request = reader.readChange(body, ReplayRequest.class);
        gate.call(() -> erasures.store(request.receipts(), current.origin()));
        return gate.call(() -> erasures.replay(request.receipts(), current.origin()));
    }
}
