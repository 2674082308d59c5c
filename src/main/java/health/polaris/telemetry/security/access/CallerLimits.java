package health.polaris.telemetry.security.access;

import health.polaris.telemetry.security.token.Caller;
import health.polaris.telemetry.security.token.DenialReason;
import health.polaris.telemetry.security.token.InvalidToken;
import health.polaris.telemetry.settings.Limits;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Optional;

/** How often one caller may call in a minute, and one address send tokens that are refused; on each node, and if the settings say so. */
@ApplicationScoped
public class CallerLimits {
    /** Some ten megabytes. */
    private static final int MOST_KEYS = 100_000;

    private Optional<RateLimit> requests = Optional.empty();
    private Optional<RateLimit> refusedTokens = Optional.empty();

    /** The present request, of which the address is asked. */
    @Inject
    HttpServletRequest request;

    @Inject
    void read(Settings settings) {
        Limits limits = settings.limits();
        requests = limits.requestsPerMinute().map(CallerLimits::limit);
        refusedTokens = limits.refusedTokensPerMinute().map(CallerLimits::limit);
    }

    private static RateLimit limit(int most) {
        return new RateLimit(most, MOST_KEYS, Clock.systemUTC());
    }

    /** Lets a verified caller make one more request, or not. */
    void count(Caller caller) throws InvalidToken {
        if (requests.isPresent() && !requests.get().count(caller.identity())) {
            throw new InvalidToken(DenialReason.TOO_MANY_REQUESTS);
        }
    }

    /** Lets the address that calls send one more token, or not: then it is not even looked at. */
    void requireTrustedAddress() throws InvalidToken {
        if (refusedTokens.isPresent() && refusedTokens.get().isExhausted(request.getRemoteAddr())) {
            throw new InvalidToken(DenialReason.TOO_MANY_REFUSED_TOKENS);
        }
    }

    /** Notes that the address has sent a token that is refused. */
    void countRefusedToken() {
        refusedTokens.ifPresent(limit -> limit.count(request.getRemoteAddr()));
    }
}
