package health.polaris.telemetry.http;

import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.problem.ProblemDetail;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.util.HexFormat;

/** Serializes each response once and adds an ETag of its bytes. Answers 304 if the client has the same tag. */
@Provider
public class JsonResponseFilter implements ContainerResponseFilter {
    private static final Annotation[] NO_ANNOTATIONS = {};
    private static final int TAG_BYTES = 16;
    private static final MediaType PROBLEM = MediaType.valueOf(ProblemDetail.MEDIA_TYPE);

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)) {
            response.setEntity(null); // the Allow header has the methods
        }
        if (!response.hasEntity() || response.getEntity() instanceof StreamingOutput) {
            return; // the bytes of a stream are not known yet
        }
        Object entity = response.getEntity();
        byte[] body = entity instanceof byte[] ready ? ready : Json.MAPPER.writeValueAsBytes(entity);
        EntityTag tag = new EntityTag(HexFormat.of().formatHex(Sha256.of(body), 0, TAG_BYTES));
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        boolean conditional = request.getMethod().equals(HttpMethod.GET)
                || request.getMethod().equals(HttpMethod.HEAD);
        if (conditional
                && response.getStatus() == 200
                && IfNoneMatch.matches(
                        request.getHeaderString(HttpHeaders.IF_NONE_MATCH), '"' + tag.getValue() + '"')) {
            response.setStatus(304);
            response.setEntity(null);
        } else if (entity instanceof byte[]) {
            response.setEntity(body, NO_ANNOTATIONS, response.getMediaType());
        } else {
            response.setEntity(
                    body, NO_ANNOTATIONS, entity instanceof ProblemDetail ? PROBLEM : MediaType.APPLICATION_JSON_TYPE);
        }
    }
}
