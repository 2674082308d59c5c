package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The caller of the present request, to be asked for, or injected as a {@link Caller}; without a good token that is nobody. A service
 * that lives longer than a request asks, for with a {@code Provider} CDI would make an object at each call.
 */
@ApplicationScoped
public class CurrentCaller {
    /** Of the thread that asks. */
    @Inject
    HttpServletRequest request;

    /** As {@link Caller} only, because the servers have principals of their own to inject. */
    @Produces
    @Typed(Caller.class)
    public Caller caller() {
        try {
            return request.getAttribute(AccessRule.OUTCOME) instanceof Caller caller ? caller : Caller.NOBODY;
        } catch (IllegalStateException noRequest) {
            return Caller.NOBODY; // CDI cannot be asked whether there is a request; a timer, say, has none
        }
    }
}
