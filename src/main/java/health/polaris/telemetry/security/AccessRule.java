package health.polaris.telemetry.security;

import health.polaris.telemetry.http.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Arrays;
import java.util.List;

/** Holds a request against the rule of its operation: 401 without a good token, 403 without the right. */
class AccessRule implements ContainerRequestFilter {
    static final String REFUSED_TOKEN = AccessRule.class.getName() + ".refused";
    static final String OWNER_ID = "owner_id";

    private final List<Right> rights;
    private final Owner owner;
    private final HttpServletRequest request;

    AccessRule(Allow rule, Owner owner, HttpServletRequest request) {
        this.rights = Arrays.asList(rule.value());
        this.owner = owner;
        this.request = request;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        if (request.getAttribute(REFUSED_TOKEN) instanceof Refusal refusal) {
            throw refusal;
        }
        if (!(context.getSecurityContext().getUserPrincipal() instanceof Caller caller)) {
            throw Refusal.unauthorized("Bearer", "A bearer token is needed.");
        }
        String person = context.getUriInfo().getPathParameters().getFirst(OWNER_ID);
        if (rights.stream().noneMatch(right -> right.grantedTo(caller, owner, person))) {
            throw Refusal.forbidden("The token does not give the right to do this.");
        }
    }
}
