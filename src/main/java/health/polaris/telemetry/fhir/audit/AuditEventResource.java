package health.polaris.telemetry.fhir.audit;

import health.polaris.telemetry.audit.AccessEventView;
import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.audit.search.AccessEventService;
import health.polaris.telemetry.database.FleetConnectionGate;
import health.polaris.telemetry.fhir.Fhir;
import health.polaris.telemetry.fhir.FhirAddress;
import health.polaris.telemetry.fhir.FhirEntity;
import health.polaris.telemetry.fhir.FhirPages;
import health.polaris.telemetry.fhir.SearchParameters;
import health.polaris.telemetry.fhir.type.Bundle;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.Right;
import health.polaris.telemetry.settings.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Audit events: reads, searches and erasures, with the caller and the person. */
@ApplicationScoped
@Fhir
@Path("/fhir/AuditEvent")
public class AuditEventResource {
    private static final String PATH = "/AuditEvent";

    @EJB
    AccessEventService events;

    @Inject
    AuditEventMapper mapper;

    @Inject
    FleetConnectionGate gate;

    @Inject
    FhirPages pages;

    @Inject
    FhirAddress address;

    @Inject
    Settings settings;

    @GET
    @Audited(Action.AUDIT)
    @Allow({Right.AUDIT, Right.SMART_AUDIT_EVENTS})
    public FhirEntity search(@HeaderParam("Prefer") String prefer, @Context UriInfo uri) {
        SearchParameters parameters =
                SearchParameters.of(uri, prefer, AuditEventSearch.PARAMETERS, AuditEventSearch.REPEATABLE);
        if (parameters.isCount()) {
            throw ProblemException.badRequest("_summary, _count: audit events are not counted.");
        }
        AuditEventSearch search = new AuditEventSearch(parameters, settings.fhir());
        PageRequest page = pages.request(parameters, PATH);
        List<AccessEventView> found = gate.call(() -> events.first(search.query(page.after()), page.limit() + 1));
        String base = address.base(uri);
        List<Bundle.Entry> entries = found.stream()
                .limit(page.limit())
                .map(event -> Bundle.Entry.found(base + PATH + "/" + event.id(), mapper.event(event, base)))
                .toList();
        return pages.search(
                entries, AuditEventSearch.next(found, page.limit()), parameters, search.identified(), PATH, uri);
    }

    @GET
    @Path("{id}")
    @Audited(Action.AUDIT)
    @Allow({Right.AUDIT, Right.SMART_AUDIT_EVENTS})
    public FhirEntity read(@PathParam("id") String id, @Context UriInfo uri) {
        return gate.call(() -> events.first(AuditEventSearch.ofId(id), 1)).stream()
                .findFirst()
                .map(event -> new FhirEntity(
                        mapper.event(event, address.base(uri)), Optional.empty(), 1, Optional.empty(), Set.of()))
                .orElseThrow(() -> ProblemException.notFound("There is no such event."));
    }
}
