package health.polaris.telemetry.fhir;

import health.polaris.telemetry.http.AcceptNormalizer;
import health.polaris.telemetry.http.AcceptedTypes;
import health.polaris.telemetry.http.problem.OperationOutcome;
import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Chooses the format of a response by {@code _format} or Accept. Rejects requests for others, such as XML, with 406. */
@Provider
@Fhir
@Priority(Priorities.HEADER_DECORATOR)
public class FhirFormat implements ContainerRequestFilter {
    static final String PARAMETER = "_format";

    private static final String JSON = MediaType.APPLICATION_JSON;
    private static final String FHIR_JSON = OperationOutcome.MEDIA_TYPE;

    @Override
    public void filter(ContainerRequestContext request) {
        if (requested(request).isEmpty()) {
            throw ProblemException.notAcceptable(
                    "The formats are " + FHIR_JSON + " and " + JSON + ": change Accept or _format.");
        }
    }

    /** The type of the response; the default if the request accepts none. */
    static MediaType of(ContainerRequestContext request) {
        return MediaType.valueOf(requested(request).orElse(FHIR_JSON));
    }

    private static Optional<String> requested(ContainerRequestContext request) {
        String format = request.getUriInfo().getQueryParameters().getFirst(PARAMETER);
        if (format == null) {
            return AcceptedTypes.of((String) request.getProperty(AcceptNormalizer.ORIGINAL))
                    .best(FHIR_JSON, JSON);
        }
        return switch (format.replace(' ', '+').replaceFirst(";.*", "")) { // a plus sign that was not encoded
            case "json", FHIR_JSON -> Optional.of(FHIR_JSON);
            case JSON -> Optional.of(JSON);
            default -> Optional.empty();
        };
    }
}
