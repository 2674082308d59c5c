package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The caller of the current request; {@link Caller#NOBODY} without a valid token. Inject it as a {@link Caller}, or
 * call {@link #caller} in beans that outlive a request: a CDI {@code Provider} would create an object per call.
 */
@ApplicationScoped
public class CurrentCaller {
    /** Proxy of the request of the current thread. */
    @Inject
    HttpServletRequest request;

    /** Typed as {@link Caller}, because the servers provide other principals. */
    @Produces
    @Typed(Caller.class)
    public Caller caller() {
        try {
            return request.getAttribute(AccessRule.OUTCOME) instanceof Caller caller ? caller : Caller.NOBODY;
        } catch (IllegalStateException noRequest) {
            return Caller.NOBODY; // outside of a request, for example in a timer; CDI has no check for it
        }
    }
}
