package health.polaris.telemetry.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Turns a bearer token into the caller of the request. It refuses nothing itself: a request without a good token goes on
 * as nobody's, and the operation's {@link AccessRule} refuses it in the same words as everything else.
 */
@ApplicationScoped
public class TokenAuthentication implements HttpAuthenticationMechanism {
    private static final String SCHEME = "Bearer ";

    @Inject
    TrustedIssuers issuers;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return context.doNothing();
        }
        try {
            Caller caller = issuers.verify(header.substring(SCHEME.length()).strip());
            request.setAttribute(AccessRule.OUTCOME, caller);
            return context.notifyContainerAboutLogin(caller, caller.getGroups());
        } catch (UntrustedToken untrusted) {
            request.setAttribute(AccessRule.OUTCOME, untrusted.reason());
            return context.doNothing();
        }
    }
}
