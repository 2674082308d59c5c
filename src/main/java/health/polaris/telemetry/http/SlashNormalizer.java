package health.polaris.telemetry.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;

/**
 * Collapses repeated slashes in the path. Apps in use have a base address that ends in a slash; the original service accepts
 * their requests.
 */
@Provider
@PreMatching
public class SlashNormalizer implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String path = uri.getRequestUri().getRawPath();
        if (path.contains("//")) {
            request.setRequestUri(uri.getRequestUriBuilder()
                    .replacePath(path.replaceAll("/{2,}", "/"))
                    .build());
        }
    }
}
