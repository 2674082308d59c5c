package health.polaris.telemetry.security.token;

import health.polaris.telemetry.settings.FailedStart;
import health.polaris.telemetry.settings.InvalidSettings;
import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;

/** The configured issuers of tokens. */
@ApplicationScoped
public class TrustedIssuers {
    @Resource
    ManagedExecutorService executor;

    private TokenVerifier verifier;

    /** Reads the keys at start, so that an unusable key stops the start. */
    void configure(@Observes @Initialized(ApplicationScoped.class) Object start, Settings settings) {
        Map<String, TrustRule> rules = new HashMap<>();
        PlatformIssuer platform = settings.platform();
        TrustRule rule = trust(platform);
        platform.names().forEach(name -> rules.put(name, rule));
        settings.provider().ifPresent(provider -> rules.put(provider.name(), ProviderTrust.of(provider, executor)));
        verifier = new TokenVerifier(rules, settings.clockSkew(), settings.maxTokenLifetime());
    }

    private static TrustRule trust(PlatformIssuer platform) {
        try {
            return PlatformTrust.of(platform);
        } catch (InvalidSettings invalid) {
            FailedStart.report(invalid.getMessage().lines().toList());
            throw invalid;
        }
    }

    /** Verifies a token and returns its caller. */
    public Caller verify(String token) throws InvalidToken {
        return verifier.verify(token);
    }
}
