package health.polaris.telemetry.audit;

import health.polaris.telemetry.http.PathTemplate;
import health.polaris.telemetry.security.access.Allow;
import health.polaris.telemetry.security.access.OwnedBy;
import health.polaris.telemetry.security.access.Owner;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Registers the {@link AccessRecorder} of each operation that needs a token. */
@Provider
public class AccessRecorders implements DynamicFeature {
    /** Response filters run in descending order: before the response is serialized, also to FHIR. */
    private static final int FIRST = Priorities.USER + 2;

    @Inject
    AccessEvents events;

    @Override
    public void configure(ResourceInfo operation, FeatureContext context) {
        if (operation.getResourceMethod().isAnnotationPresent(Allow.class)) {
            context.register(recorder(operation), FIRST);
        }
    }

    private AccessRecorder recorder(ResourceInfo operation) {
        Optional<Owner> owner = Optional.ofNullable(operation.getResourceClass().getAnnotation(OwnedBy.class))
                .map(OwnedBy::value);
        Optional<Audited> audited =
                Optional.ofNullable(operation.getResourceMethod().getAnnotation(Audited.class));
        return new AccessRecorder(
                events,
                PathTemplate.of(operation),
                owner,
                audited.map(Audited::value).orElseGet(() -> action(operation, owner)),
                audited.map(Audited::byService).orElse(false));
    }

    private static Action action(ResourceInfo operation, Optional<Owner> owner) {
        if (!operation.getResourceMethod().isAnnotationPresent(GET.class)) {
            return Action.WRITE;
        }
        return owner.isPresent() ? Action.READ : Action.SEARCH;
    }
}
