package health.polaris.telemetry.security.access;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

/**
 * Puts each operation's {@link AccessRule} before it. An operation without one stops the deployment, unless its class is
 * open to all: {@code PermitAll} stands on the class, since on a method Payara takes it for a call to log in.
 */
@Provider
public class AccessRules implements DynamicFeature {
    @Inject
    AccessLog log;

    @Override
    public void configure(ResourceInfo operation, FeatureContext context) {
        Class<?> resource = operation.getResourceClass();
        Allow rule = operation.getResourceMethod().getAnnotation(Allow.class);
        if (rule != null) {
            OwnedBy owned = resource.getAnnotation(OwnedBy.class);
            Owner owner = owned == null ? Owner.PATIENT : owned.value();
            context.register(new AccessRule(rule, owner, log), Priorities.AUTHORIZATION);
        } else if (resource.isAnnotationPresent(Path.class) && !resource.isAnnotationPresent(PermitAll.class)) {
            throw new IllegalStateException(operation.getResourceMethod() + " has no access rule");
        }
    }
}
