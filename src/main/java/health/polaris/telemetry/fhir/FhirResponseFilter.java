package health.polaris.telemetry.fhir;

import health.polaris.telemetry.http.ETags;
import health.polaris.telemetry.http.problem.OperationOutcome;
import health.polaris.telemetry.http.problem.ProblemDetail;
import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;

/** Serializes the responses of the FHIR interface, with the version as ETag. Problem details become outcomes. */
@Provider
@Priority(Priorities.USER
        + 1) // response filters run in descending order: after AccessRecorder, before JsonResponseFilter
public class FhirResponseFilter implements ContainerResponseFilter {
    private static final Annotation[] NO_ANNOTATIONS = {};

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getMethod().equals(HttpMethod.OPTIONS)
                || !OperationOutcome.isFor(request.getUriInfo().getPath())) {
            return;
        }
        if (response.getEntity() instanceof ProblemDetail problem) {
            send(request, response, OperationOutcome.of(problem.status(), problem.detail()), "");
        } else if (response.getEntity() instanceof FhirEntity entity) {
            send(request, response, entity.resource(), entity.version().orElse(""));
            response.getHeaders().putSingle(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        }
    }

    private static void send(
            ContainerRequestContext request, ContainerResponseContext response, Object resource, String version) {
        byte[] body = FhirJson.MAPPER.writeValueAsBytes(resource);
        String tag = version.isEmpty() ? ETags.of(body) : '"' + version + '"';
        int status = ETags.status(request, response.getStatus(), tag);
        response.setStatus(status);
        if (status == 304) {
            response.setEntity(null);
        } else {
            byte[] sent = status == 412
                    ? FhirJson.MAPPER.writeValueAsBytes(OperationOutcome.of(412, ProblemException.PRECONDITION_FAILED))
                    : body;
            response.setEntity(sent, NO_ANNOTATIONS, FhirFormat.of(request));
            response.getHeaders().putSingle(HttpHeaders.CONTENT_LENGTH, sent.length);
        }
        response.getHeaders().putSingle(HttpHeaders.ETAG, version.isEmpty() ? tag : "W/" + tag);
    }
}
