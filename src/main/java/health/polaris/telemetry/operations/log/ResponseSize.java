package health.polaris.telemetry.operations.log;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;

/** Provides the request log with the size of the response, because not all servers do. */
@Provider
@Priority(Priorities.HEADER_DECORATOR) // response filters run in descending order: after JsonResponseFilter
public class ResponseSize implements ContainerResponseFilter {
    static final String ATTRIBUTE = ResponseSize.class.getName();

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof StreamingOutput)) { // the size of a stream is unknown
            request.setProperty(ATTRIBUTE, response.getEntity() instanceof byte[] body ? body.length : 0);
        }
    }
}
