package health.polaris.telemetry.http.json;

import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Rejects GET requests for installations with a JSON content type, as the original service does. */
@Provider
@WithoutJsonInGet
public class NoJsonInGet implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        boolean json = request.getMediaType() != null && JsonBody.isJson(request.getMediaType());
        if (json && request.getMethod().equals(HttpMethod.GET)) {
            throw ProblemException.badRequest("A GET request has no body: remove the Content-Type header.");
        }
    }
}
