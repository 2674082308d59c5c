package health.polaris.telemetry.audit;

import health.polaris.telemetry.http.RequestIdFilter;
import health.polaris.telemetry.security.access.CurrentCaller;
import health.polaris.telemetry.security.token.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** The origin of the current request. */
@ApplicationScoped
public class CurrentOrigin {
    /** Proxy of the request of the current thread. */
    @Inject
    HttpServletRequest request;

    @Inject
    CurrentCaller caller;

    /** Must be called within a request. */
    public Origin origin() {
        Caller current = caller.caller();
        return new Origin(
                Objects.toString(request.getAttribute(RequestIdFilter.ATTRIBUTE), ""),
                current.getName(),
                Objects.toString(current.getSubject(), ""),
                Objects.toString(current.getIssuer(), ""),
                Objects.toString(request.getHeader("X-Client"), ""));
    }
}
