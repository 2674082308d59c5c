package health.polaris.telemetry.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** A GET that says it carries JSON is refused, as the original does. */
@Provider
public class NoJsonInGet implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getMethod().equals(HttpMethod.GET)
                && MediaType.APPLICATION_JSON_TYPE.isCompatible(request.getMediaType())
                && !request.getMediaType().isWildcardType()) {
            throw Refusal.badRequest("A GET has no body: leave the Content-Type header out.");
        }
    }
}
