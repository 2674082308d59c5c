package health.polaris.telemetry.audit.search;

import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.http.QueryParameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;

/** Access events of all people. */
@ApplicationScoped
@Path("/dhos/v1/access_event")
public class AccessEventResource extends AccessSearchResource {
    @Override
    List<String> personParameters() {
        return List.of(Person.PARAMETER);
    }

    @Override
    Optional<Person> person(UriInfo uri, QueryParameters parameters) {
        return parameters.text(Person.PARAMETER).map(id -> new Person("", id));
    }
}
