package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.Caller;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Set;

/** REST resource for tests, on an EJB with an injected caller. */
@Stateless
@PermitAll
@Path("/caller")
public class CallerResource {
    @Inject
    Provider<Caller> caller;

    @GET
    public Answer answer() {
        return new Answer(caller.get().getName(), caller.get().getGroups());
    }

    /** The caller as injected into the EJB. */
    public record Answer(String name, Set<String> scopes) {}
}
