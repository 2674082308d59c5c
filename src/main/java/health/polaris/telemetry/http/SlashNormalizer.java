package health.polaris.telemetry.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;

/**
 * Takes slashes in a row in a path for one, because an app whose base address ends in a slash lives on it: the original answers
 * where they are at the start, and redirects where they are further in.
 */
@Provider
@PreMatching
public class SlashNormalizer implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo asked = request.getUriInfo();
        String path = asked.getRequestUri().getRawPath();
        if (path.contains("//")) {
            request.setRequestUri(asked.getRequestUriBuilder()
                    .replacePath(path.replaceAll("/{2,}", "/"))
                    .build());
        }
    }
}
