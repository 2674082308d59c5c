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
 * Turns a bearer token into the caller of the request. It refuses nothing itself: a request without a good token goes on
 * as nobody's, and the operation's {@link AccessRule} refuses it in the same words as everything else. It is a filter and
 * no HttpAuthenticationMechanism, around which Payara looks up names and takes stack traces, for an eighth of what
 * a request costs (docs/performance.md).
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
            request.setProperty(RequestBodyFilter.SENDER, caller.identity());
        }
    }

    /** A {@link Caller} or a {@link DenialReason}. */
    private Object outcome(String token) {
        try {
            limits.requireTrustedAddress();
            Caller caller = issuers.verify(token);
            limits.count(caller);
            return caller;
        } catch (InvalidToken untrusted) {
            if (untrusted.reason().isForBadToken()) {
                limits.countRefusedToken();
            }
            return untrusted.reason();
        }
    }
}
