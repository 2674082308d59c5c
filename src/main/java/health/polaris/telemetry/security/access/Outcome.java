package health.polaris.telemetry.security.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Locale;
import java.util.Optional;

/**
 * Outcome of a request that must be recorded: everything except access of people to their own records, and denials of callers
 * without rights to those of others.
 */
public enum Outcome {
    ALLOWED,
    DENIED;

    private static final String PROPERTY = Outcome.class.getName();

    /** The outcome by the rule of the operation; empty if the request need not be recorded. */
    public static Optional<Outcome> of(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof Outcome outcome ? Optional.of(outcome) : Optional.empty();
    }

    /** The same in a resource: a request has its properties as attributes. */
    public static Optional<Outcome> of(HttpServletRequest request) {
        return request.getAttribute(PROPERTY) instanceof Outcome outcome ? Optional.of(outcome) : Optional.empty();
    }

    void set(ContainerRequestContext request) {
        request.setProperty(PROPERTY, this);
    }

    /** The value in the database, in responses and in the metric. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
