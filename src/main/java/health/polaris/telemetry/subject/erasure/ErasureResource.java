package health.polaris.telemetry.subject.erasure;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.audit.CurrentOrigin;
import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.json.JsonBody;
import health.polaris.telemetry.record.FieldsReader;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Receipts of all erasures. */
@ApplicationScoped
@Path("/dhos/v1/erasure")
public class ErasureResource {
    @EJB
    ErasureService erasures;

    @Inject
    FieldsReader reader;

    @Inject
    ConnectionGate gate;

    @Inject
    CurrentOrigin current;

    /** Responds with all receipts, oldest first, one JSON object per line. */
    @GET
    @Allow(Right.ERASE)
    public Response receipts() {
        return Response.ok(new ReceiptExport(erasures, gate), AcceptNormalizer.NDJSON)
                .build();
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
