package health.polaris.telemetry.security.access;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Registers the {@link AccessRule} of each operation. An operation without a rule fails the deployment, unless its
 * class has {@code PermitAll}. So does an operation that grants rights to the owner of a record if its class has no
 * {@link OwnedBy} or its path no owner id. {@code PermitAll} is allowed on classes only: on a method it would make
 * Payara request a login.
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
            context.register(new AccessRule(rule, owner(operation, rule), log), Priorities.AUTHORIZATION);
        } else if (resource.isAnnotationPresent(Path.class) && !resource.isAnnotationPresent(PermitAll.class)) {
            throw new IllegalStateException(operation.getResourceMethod() + " has no access rule");
        }
    }

    /** Empty for an operation that does not concern one person. */
    static Optional<Owner> owner(ResourceInfo operation, Allow rule) {
        Class<?> resource = operation.getResourceClass();
        Optional<Owner> owner =
                Optional.ofNullable(resource.getAnnotation(OwnedBy.class)).map(OwnedBy::value);
        boolean forOwner = !rule.restricted() && Arrays.stream(rule.value()).anyMatch(Right::isOfOwner);
        boolean named = Stream.of(resource, operation.getResourceMethod())
                .map(element -> element.getAnnotation(Path.class))
                .anyMatch(path -> path != null && path.value().contains("{" + Owner.ID + "}"));
        if (forOwner && (owner.isEmpty() || !named)) {
            throw new IllegalStateException(
                    operation.getResourceMethod() + " grants rights to the owner of a record, but " + resource
                            + " has no @OwnedBy or its path has no {" + Owner.ID + "}");
        }
        return owner;
    }
}
