package health.polaris.telemetry.operations.log;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;

/** Tells the request log how large an answer is, once it has been made bytes; the servers do not all tell afterwards. */
@Provider
@Priority(Priorities.HEADER_DECORATOR) // response filters run from high to low: after the one that makes the bytes
public class ResponseSize implements ContainerResponseFilter {
    static final String ATTRIBUTE = ResponseSize.class.getName();

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext answer) {
        if (!(answer.getEntity() instanceof StreamingOutput)) { // nobody knows yet how long a stream is
            request.setProperty(ATTRIBUTE, answer.getEntity() instanceof byte[] body ? body.length : 0);
        }
    }
}
