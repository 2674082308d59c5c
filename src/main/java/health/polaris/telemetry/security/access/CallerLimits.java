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

/** Optional limits per minute and node: requests per caller, and rejected tokens per address. */
@ApplicationScoped
public class CallerLimits {
    /** Maximum number of callers or addresses that are counted. It bounds the memory. */
    private static final int MAX_KEYS = 100_000;

    private Optional<RateLimit> requests = Optional.empty();
    private Optional<RateLimit> rejectedTokens = Optional.empty();

    /** Proxy of the current request. */
    @Inject
    HttpServletRequest request;

    @Inject
    void read(Settings settings) {
        Limits limits = settings.limits();
        requests = limits.requestsPerMinute().map(CallerLimits::limit);
        rejectedTokens = limits.rejectedTokensPerMinute().map(CallerLimits::limit);
    }

    private static RateLimit limit(int max) {
        return new RateLimit(max, MAX_KEYS, Clock.systemUTC());
    }

    /**
     * Counts a request.
     *
     * @throws InvalidToken if the caller has exceeded the limit
     */
    void countRequest(Caller caller) throws InvalidToken {
        if (requests.isPresent() && !requests.get().count(caller.identity())) {
            throw new InvalidToken(DenialReason.TOO_MANY_REQUESTS);
        }
    }

    /**
     * Checks the address before its token is verified.
     *
     * @throws InvalidToken if the address has exceeded the limit of rejected tokens
     */
    void requireAllowedAddress() throws InvalidToken {
        if (rejectedTokens.isPresent() && rejectedTokens.get().isExhausted(request.getRemoteAddr())) {
            throw new InvalidToken(DenialReason.TOO_MANY_REFUSED_TOKENS);
        }
    }

    void countRejectedToken() {
        rejectedTokens.ifPresent(limit -> limit.count(request.getRemoteAddr()));
    }
}
