package health.polaris.telemetry.audit.search;

import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.http.PathId;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.security.access.Owner;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** Base class of the accesses to the data of one person. */
public abstract class PersonAccessResource extends AccessSearchResource {
    private final Owner kind;

    PersonAccessResource(Owner kind) {
        this.kind = kind;
    }

    @Override
    List<String> personParameters() {
        return List.of();
    }

    @Override
    Optional<Person> person(UriInfo uri, QueryParameters parameters) {
        String id = uri.getPathParameters().getFirst(Owner.ID);
        PathId.check(id);
        return Optional.of(Person.of(kind, id));
    }
}
