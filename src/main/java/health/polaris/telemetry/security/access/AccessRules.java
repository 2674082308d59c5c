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
 * Registers the {@link AccessRule} of each operation. An operation without a rule stops the deployment, unless its class has
 * {@code PermitAll}. On a method, {@code PermitAll} would make Payara request a login.
 */
@Provider
public class AccessRules implements DynamicFeature {
    @Inject
    DenialLog log;

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
