package health.polaris.telemetry.fhir.device;

import health.polaris.telemetry.audit.Action;
import health.polaris.telemetry.audit.Audited;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.database.ConnectionGate;
import health.polaris.telemetry.database.StorableText;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.fhir.Fhir;
import health.polaris.telemetry.fhir.FhirAddress;
import health.polaris.telemetry.fhir.FhirEntity;
import health.polaris.telemetry.fhir.FhirPages;
import health.polaris.telemetry.fhir.SearchParameters;
import health.polaris.telemetry.fhir.type.Bundle;
import health.polaris.telemetry.history.HistoryPage;
import health.polaris.telemetry.history.Operation;
import health.polaris.telemetry.history.VersionView;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.Page;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.search.SearchCounts;
import health.polaris.telemetry.search.SearchPages;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.CurrentCaller;
import health.polaris.telemetry.security.access.ReadablePeople;
import health.polaris.telemetry.security.access.Right;
import health.polaris.telemetry.settings.Settings;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Devices: one for each installation and each meter. */
@ApplicationScoped
@Fhir
@Path("/fhir/Device")
public class DeviceResource {
    private static final String PATH = "/Device";
    private static final String PREFER = "Prefer";

    @EJB
    DeviceService devices;

    @Inject
    DeviceHistory versions;

    @Inject
    DeviceMapper mapper;

    @Inject
    ConnectionGate gate;

    @Inject
    SearchPages searches;

    @Inject
    SearchCounts counts;

    @Inject
    FhirPages pages;

    @Inject
    FhirAddress address;

    @Inject
    CurrentCaller caller;

    @Inject
    Settings settings;

    @GET
    @Allow(
            value = {Right.READ_ALL, Right.READ_OWN, Right.SMART_ALL_DEVICES, Right.SMART_PATIENT_DEVICES},
            restricted = true)
    public FhirEntity search(
            @HeaderParam(PREFER) String prefer, @Context UriInfo uri, @Context HttpServletRequest request) {
        SearchParameters parameters =
                SearchParameters.of(uri, prefer, DeviceSearch.PARAMETERS, DeviceSearch.REPEATABLE);
        DeviceSearch search = new DeviceSearch(parameters, ReadablePeople.of(request), settings.fhir());
        if (parameters.isCount()) {
            List<RecordQuery<?>> all = search.queries(Optional.empty());
            long total = all.isEmpty() ? 0 : counts.of(all).records();
            return pages.count(total, parameters, search.identified(), PATH, uri);
        }
        var page = pages.request(parameters, PATH);
        List<RecordQuery<?>> parts = search.queries(page.after());
        Page found = parts.isEmpty()
                ? new Page(List.of(), Optional.empty())
                : searches.pageWithoutTimes(parts, page.limit());
        boolean names = readsNames();
        List<Bundle.Entry> entries = found.records().stream()
                .map(record -> mapper.device(record, names))
                .map(device -> Bundle.Entry.found(address.base(uri) + PATH + "/" + device.id(), device))
                .toList();
        return pages.search(entries, found.next(), parameters, search.identified(), PATH, uri);
    }

    @GET
    @Path("{id}")
    @Audited(Action.READ)
    @Allow(
            value = {Right.READ_ALL, Right.READ_OWN, Right.SMART_ALL_DEVICES, Right.SMART_PATIENT_DEVICES},
            restricted = true)
    public FhirEntity read(@PathParam("id") String id, @Context HttpServletRequest request) {
        return entity(find(id, request));
    }

    @GET
    @Path("{id}/_history")
    @Audited(Action.HISTORY)
    @Allow(
            value = {Right.READ_ALL, Right.READ_OWN, Right.SMART_ALL_DEVICES, Right.SMART_PATIENT_DEVICES},
            restricted = true)
    public FhirEntity history(
            @PathParam("id") String id,
            @HeaderParam(PREFER) String prefer,
            @Context UriInfo uri,
            @Context HttpServletRequest request) {
        SearchParameters parameters = SearchParameters.of(uri, prefer, Set.of(), Set.of());
        RecordView<?> record = find(id, request);
        DeviceKind kind = DeviceKind.of(record);
        String path = PATH + "/" + id + "/_history";
        HistoryPage<?> found =
                versions.page(kind, record, pages.request(parameters, path)).orElseThrow(DeviceResource::notFound);
        boolean names = readsNames();
        List<Bundle.Entry> entries = found.history().versions().stream()
                .map(version -> entry(version, id, names, address.base(uri)))
                .toList();
        return pages.history(entries, found.next(), parameters, person(record), path, uri);
    }

    @GET
    @Path("{id}/_history/{version}")
    @Audited(Action.HISTORY)
    @Allow(
            value = {Right.READ_ALL, Right.READ_OWN, Right.SMART_ALL_DEVICES, Right.SMART_PATIENT_DEVICES},
            restricted = true)
    public FhirEntity version(
            @PathParam("id") String id, @PathParam("version") String version, @Context HttpServletRequest request) {
        RecordView<?> current = find(id, request);
        return entity(
                DeviceMapper.version(current).equals(version)
                        ? current
                        : versions.find(DeviceKind.of(current), current, version)
                                .orElseThrow(() -> ProblemException.notFound("This device has no such version.")));
    }

    private FhirEntity entity(RecordView<?> record) {
        Device device = mapper.device(record, readsNames());
        return FhirEntity.of(device, Optional.of(device.meta().versionId()), 1, person(record));
    }

    private static Person person(RecordView<?> record) {
        DeviceKind kind = DeviceKind.of(record);
        return Person.of(kind.records().person(), kind.owner(record));
    }

    private Bundle.Entry entry(VersionView<?> version, String id, boolean names, String base) {
        Bundle.Request operation = new Bundle.Request(method(version.operation()), url(version.operation(), id));
        String fullUrl = base + PATH + "/" + id;
        if (version.operation() == Operation.DELETE) {
            Bundle.Response removed = new Bundle.Response("204", null, version.validFrom());
            return new Bundle.Entry(fullUrl, null, null, operation, removed);
        }
        Device device = mapper.device(version.record(), names);
        String tag = "W/\"" + device.meta().versionId() + "\"";
        String status = version.operation() == Operation.CREATE ? "201" : "200";
        return new Bundle.Entry(
                fullUrl, device, null, operation, new Bundle.Response(status, tag, version.validFrom()));
    }

    /** A version that is older than the history has no known operation, and is presented as a change. */
    private static String method(Operation operation) {
        if (operation == Operation.CREATE) {
            return "POST";
        }
        return operation == Operation.DELETE ? "DELETE" : "PUT";
    }

    private static String url(Operation operation, String id) {
        return operation == Operation.CREATE ? "Device" : "Device/" + id;
    }

    /** Only staff with the right to all records see names such as "Mary's phone". */
    private boolean readsNames() {
        return Right.READ_ALL.isGrantedTo(caller.caller());
    }

    private RecordView<?> find(String id, HttpServletRequest request) {
        ReadablePeople people = ReadablePeople.of(request);
        return DeviceKind.all()
                .flatMap(kind -> kind
                        .uuid(id)
                        .filter(StorableText::isStorable)
                        .flatMap(uuid ->
                                gate.call(() -> devices.find(kind.records().entity(), uuid)))
                        .filter(record -> people.include(kind.records().person(), kind.owner(record)))
                        .stream())
                .findFirst()
                .orElseThrow(DeviceResource::notFound);
    }

    private static ProblemException notFound() {
        return ProblemException.notFound("There is no such device, or the token does not permit reading it.");
    }
}
