package health.polaris.telemetry.http;

import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.problem.ProblemDetail;
import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/**
 * Serializes each response once and adds an ETag of its bytes. Returns 304 if the client has the same tag, and 412 if it expects
 * a different one.
 */
@Provider
public class JsonResponseFilter implements ContainerResponseFilter {
    private static final Annotation[] NO_ANNOTATIONS = {};
    private static final MediaType PROBLEM = MediaType.valueOf(ProblemDetail.MEDIA_TYPE);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS) && response.getStatus() < 400) {
            response.setEntity(null); // the Allow header has the methods
        }
        boolean complete = response.getHeaders().containsKey(HttpHeaders.ETAG);
        if (complete || !response.hasEntity() || response.getEntity() instanceof StreamingOutput) {
            return; // the bytes of a stream are not known yet
        }
        Object entity = response.getEntity();
        byte[] body = bytes(entity);
        String tag = ETags.of(body);
        int status = ETags.status(request, response.getStatus(), tag);
        if (status == 412) {
            response.setStatus(status);
            send(response, bytes(ProblemDetail.of(status, ProblemException.PRECONDITION_FAILED)), PROBLEM);
        } else if (status == 304) {
            response.setStatus(status);
            response.setEntity(null);
        } else if (entity instanceof byte[]) {
            send(response, body, response.getMediaType());
        } else {
            send(response, body, entity instanceof ProblemDetail ? PROBLEM : MediaType.APPLICATION_JSON_TYPE);
        }
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    }

    private static byte[] bytes(Object entity) {
        return entity instanceof byte[] ready ? ready : Json.MAPPER.writeValueAsBytes(entity);
    }

    /** Sets the length, because Payara does not know it for HEAD. */
    private static void send(ContainerResponseContext response, byte[] body, MediaType type) {
        response.setEntity(body, NO_ANNOTATIONS, type);
        response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, body.length);
    }
}
