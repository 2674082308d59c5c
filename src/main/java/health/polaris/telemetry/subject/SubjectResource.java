package health.polaris.telemetry.subject;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.audit.CurrentOrigin;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.http.PathId;
import health.polaris.telemetry.http.json.JsonBody;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.record.FieldsReader;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Owner;
import health.polaris.telemetry.security.access.Right;
import health.polaris.telemetry.subject.erasure.ErasureReceipt;
import health.polaris.telemetry.subject.erasure.ErasureRequest;
import health.polaris.telemetry.subject.erasure.ErasureService;
import health.polaris.telemetry.subject.everything.Everything;
import health.polaris.telemetry.subject.hold.HoldRequest;
import health.polaris.telemetry.subject.hold.HoldService;
import health.polaris.telemetry.subject.hold.HoldView;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/**
 * Base class of the resources of one person as a data subject: everything held, erasure and legal hold. Not abstract, because
 * Jersey warns about abstract classes with paths.
 */
public class SubjectResource {
    @EJB
    ErasureService erasures;

    @EJB
    HoldService holds;

    @Inject
    Everything everything;

    @Inject
    FieldsReader reader;

    @Inject
    ConnectionGate gate;

    @Inject
    CurrentOrigin current;

    private final Owner kind;

    protected SubjectResource(Owner kind) {
        this.kind = kind;
    }

    /** Streams everything that is held about the person. */
    @GET
    @Path("everything")
    @Allow({Right.READ_ALL, Right.READ_OWN})
    public Response everything(
            @PathParam(Owner.ID) String owner,
            @Context UriInfo uri,
            @Context HttpServletRequest request,
            @Context HttpServletResponse response) {
        PathId.check(owner);
        return everything.response(kind, owner, uri, request, response);
    }

    @POST
    @Path("erasure")
    @Allow(Right.ERASE)
    @Audited(value = Action.ERASE, byService = true)
    public ErasureReceipt erase(@PathParam(Owner.ID) String owner, JsonBody body) {
        Person person = person(owner);
        ErasureRequest request = reader.readNew(body, ErasureRequest.class);
        return gate.call(() -> erasures.erase(person, request, current.origin()));
    }

    /** Allows an erased person to have records again. */
    @DELETE
    @Path("erasure")
    @Allow(Right.ERASE)
    @Audited(value = Action.ERASE, byService = true)
    public void endErasure(@PathParam(Owner.ID) String owner) {
        Person person = person(owner);
        if (!gate.call(() -> erasures.end(person, current.origin()))) {
            throw ProblemException.notFound("This person has not been erased.");
        }
    }

    @PUT
    @Path("hold")
    @Allow(Right.ERASE)
    @Audited(value = Action.HOLD, byService = true)
    public HoldView hold(@PathParam(Owner.ID) String owner, JsonBody body) {
        Person person = person(owner);
        HoldRequest request = reader.readNew(body, HoldRequest.class);
        return gate.call(() -> holds.hold(person, request.reason(), current.origin()));
    }

    @DELETE
    @Path("hold")
    @Allow(Right.ERASE)
    @Audited(value = Action.RELEASE, byService = true)
    public void release(@PathParam(Owner.ID) String owner) {
        Person person = person(owner);
        if (!gate.call(() -> holds.release(person, current.origin()))) {
            throw ProblemException.notFound("This person is not under legal hold.");
        }
    }

    private Person person(String id) {
        PathId.check(id);
        return Person.of(kind, id);
    }
}
