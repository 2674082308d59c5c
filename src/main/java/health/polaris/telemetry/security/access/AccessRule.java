package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.Caller;
import health.polaris.telemetry.security.token.DenialReason;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks a request against the rule of its operation: 401 without a valid token, 403 without the right. */
class AccessRule implements ContainerRequestFilter {
    /**
     * Request property and servlet attribute with the result of the authentication: a {@link Caller} or a {@link DenialReason}.
     */
    static final String OUTCOME = AccessRule.class.getName();

    private final List<Right> rights;
    private final Optional<Owner> owner;
    private final boolean restricted;
    private final DenialLog log;

    AccessRule(Allow rule, Optional<Owner> owner, DenialLog log) {
        this.rights = Arrays.asList(rule.value());
        this.owner = owner;
        this.restricted = rule.restricted();
        this.log = log;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        Object outcome = context.getProperty(OUTCOME);
        if (outcome instanceof Caller caller) {
            String person = context.getUriInfo().getPathParameters().getFirst(Owner.ID);
            if (isGranted(caller, right -> right.isOfOwner() && isOwner(caller, person))) {
                return;
            }
            boolean allowed = isGranted(caller, right -> !right.isOfOwner());
            if (restricted) {
                ReadablePeople people = ReadablePeople.of(caller, rights, allowed);
                people.set(context);
                if (!allowed && !people.isNobody()) {
                    return;
                }
            }
            if (allowed || Right.hasRightToOthers(caller)) {
                (allowed ? Outcome.ALLOWED : Outcome.DENIED).set(context);
            }
            if (!allowed) {
                deny(DenialReason.NO_RIGHT);
            }
        } else {
            deny(outcome instanceof DenialReason reason ? reason : DenialReason.NO_TOKEN);
        }
    }

    private boolean isGranted(Caller caller, Predicate<Right> condition) {
        return rights.stream().filter(condition).anyMatch(right -> right.isGrantedTo(caller));
    }

    private boolean isOwner(Caller caller, String person) {
        return owner.isPresent() && caller.owns(owner.get().claim(), person);
    }

    private void deny(DenialReason reason) {
        log.denied(reason);
        throw reason.problem();
    }
}
