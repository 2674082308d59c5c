package health.polaris.telemetry.security.access;

import health.polaris.telemetry.http.connection.RequestBodyFilter;
import health.polaris.telemetry.security.token.Caller;
import health.polaris.telemetry.security.token.DenialReason;
import health.polaris.telemetry.security.token.InvalidToken;
import health.polaris.telemetry.security.token.TrustedIssuers;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/**
 * Authenticates the caller by a bearer token. It rejects nothing itself: without a valid token the {@link AccessRule} denies
 * the request. It is a filter and not an {@code HttpAuthenticationMechanism} for speed, see docs/decisions/0001.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class TokenAuthentication implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    @Inject
    TrustedIssuers issuers;

    @Inject
    CallerLimits limits;

    @Override
    public void filter(ContainerRequestContext request) {
        String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return;
        }
        Object outcome = outcome(header.substring(SCHEME.length()).strip());
        request.setProperty(AccessRule.OUTCOME, outcome);
        if (outcome instanceof Caller caller) {
            request.setProperty(RequestBodyFilter.CALLER, caller.identity());
        }
    }

    /** A {@link Caller} or a {@link DenialReason}. */
    private Object outcome(String token) {
        try {
            limits.requireAllowedAddress();
            Caller caller = issuers.verify(token);
            limits.countRequest(caller);
            return caller;
        } catch (InvalidToken invalid) {
            if (invalid.reason().isInvalidToken()) {
                limits.countRejectedToken();
            }
            return invalid.reason();
        }
    }
}
