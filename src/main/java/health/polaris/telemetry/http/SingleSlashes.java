package health.polaris.telemetry.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/**
 * Leads from a path with slashes in a row to the one with single slashes, by 308, so that method and body stay (RFC 9110 section
 * 15.4.9). The original did; an app whose base address ends in a slash lives on it.
 */
@Provider
@PreMatching
public class SingleSlashes implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        URI asked = request.getUriInfo().getRequestUri();
        if (asked.getRawPath().contains("//")) {
            String query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
            request.abortWith(Response.status(Response.Status.PERMANENT_REDIRECT)
                    .header(HttpHeaders.LOCATION, asked.getRawPath().replaceAll("/{2,}", "/") + query)
                    .build());
        }
    }
}
