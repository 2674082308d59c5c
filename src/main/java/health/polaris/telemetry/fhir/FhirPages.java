package health.polaris.telemetry.fhir;

import health.polaris.telemetry.audit.Identified;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.fhir.type.Bundle;
import health.polaris.telemetry.http.problem.OperationOutcome;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.paging.Position;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Pages of searches and histories, by the cursors of the other lists. */
@ApplicationScoped
public class FhirPages {
    @Inject
    Paging paging;

    @Inject
    FhirAddress address;

    /**
     * Reads the requested page.
     *
     * @param path the path after the address of the interface
     */
    public PageRequest request(SearchParameters parameters, String path) {
        return paging.request(parameters.limit(), parameters.cursor(), path + parameters.filters());
    }

    /** The number of results of a search. */
    public FhirEntity count(
            long total, SearchParameters parameters, Optional<Identified> identified, String path, UriInfo uri) {
        Bundle bundle = Bundle.ofCount(total, address.base(uri) + path + parameters.self());
        return new FhirEntity(bundle, Optional.empty(), 0, identified, parameters.ignored());
    }

    /** A page of a search, with a warning about ignored parameters. */
    public FhirEntity search(
            List<Bundle.Entry> found,
            Optional<Position> next,
            SearchParameters parameters,
            Optional<Identified> identified,
            String path,
            UriInfo uri) {
        List<Bundle.Entry> entries = new ArrayList<>(found);
        if (!parameters.ignored().isEmpty()) {
            entries.add(Bundle.Entry.warning(OperationOutcome.warning(
                    "These parameters are unknown and were ignored: " + String.join(", ", parameters.ignored()))));
        }
        Bundle bundle = page(Bundle.SEARCH, entries, next, parameters, path, uri);
        return new FhirEntity(bundle, Optional.empty(), found.size(), identified, parameters.ignored());
    }

    /** A page of a history. */
    public FhirEntity history(
            List<Bundle.Entry> entries,
            Optional<Position> next,
            SearchParameters parameters,
            Person person,
            String path,
            UriInfo uri) {
        Bundle bundle = page(Bundle.HISTORY, entries, next, parameters, path, uri);
        return new FhirEntity(
                bundle,
                Optional.empty(),
                entries.size(),
                Optional.of(new Identified(person, "")),
                Set.copyOf(parameters.ignored()));
    }

    private Bundle page(
            String type,
            List<Bundle.Entry> entries,
            Optional<Position> next,
            SearchParameters parameters,
            String path,
            UriInfo uri) {
        String list = address.base(uri) + path;
        return Bundle.page(
                type,
                list + parameters.self(),
                next.map(position -> list + parameters.next(paging.cursor(position, path + parameters.filters()))),
                entries);
    }
}
