package health.polaris.telemetry.security;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Set;

/** An operation of the tests, by an EJB that has the caller injected. */
@Stateless
@PermitAll
@Path("/who-asks")
public class WhoAsks {
    @Inject
    Provider<Caller> caller;

    @GET
    public Answer answer() {
        return new Answer(caller.get().getName(), caller.get().getGroups());
    }

    /** What the EJB knows of the caller. */
    public record Answer(String name, Set<String> scopes) {}
}
