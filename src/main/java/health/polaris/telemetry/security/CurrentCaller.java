package health.polaris.telemetry.security;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;

/** Makes the caller of the present request injectable. */
@Dependent
public class CurrentCaller {
    @Inject
    SecurityContext security;

    /** As {@link Caller} only, because the servers have principals of their own to inject. */
    @Produces
    @Typed(Caller.class)
    Caller caller() {
        return security.getPrincipalsByType(Caller.class).stream().findFirst().orElse(Caller.NOBODY);
    }
}
