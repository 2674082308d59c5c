package health.polaris.telemetry.operations;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Status, build and health for monitoring. */
@ApplicationScoped
@PermitAll
@Path("/")
public class StatusResource {
    @Inject
    DatabaseCheck database;

    @GET
    @Path("running")
    public Map<String, Boolean> running() {
        return Map.of("running", true);
    }

    @GET
    @Path("version")
    public Map<String, String> version() throws IOException {
        Build build = Build.ofThisWar();
        return Map.of("circle", build.number(), "hash", build.hash());
    }

    /** 200 if every check passes, otherwise 500, as in the original service. */
    @GET
    @Path("healthcheck")
    public Response healthcheck() throws InterruptedException {
        List<Check> results = database.state().checks();
        boolean passed = results.stream().allMatch(Check::passed);
        return Response.status(passed ? 200 : 500)
                .entity(Map.of("status", passed ? "success" : "failure", "results", results))
                .build();
    }
}
