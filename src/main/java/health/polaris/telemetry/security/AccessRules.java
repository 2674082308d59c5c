package health.polaris.telemetry.security;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/** Puts each operation's {@link AccessRule} before it; an operation without one stops the deployment. */
@Provider
public class AccessRules implements DynamicFeature {
    @Context
    HttpServletRequest request;

    @Inject
    AccessLog log;

    @Override
    public void configure(ResourceInfo operation, FeatureContext context) {
        Class<?> resource = operation.getResourceClass();
        Allow rule = operation.getResourceMethod().getAnnotation(Allow.class);
        if (rule != null) {
            OwnedBy owned = resource.getAnnotation(OwnedBy.class);
            Owner owner = owned == null ? Owner.PATIENT : owned.value();
            context.register(new AccessRule(rule, owner, request, log), Priorities.AUTHORIZATION);
        } else if (resource.isAnnotationPresent(Path.class)
                && !operation.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
            throw new IllegalStateException(operation.getResourceMethod() + " has no access rule");
        }
    }
}
