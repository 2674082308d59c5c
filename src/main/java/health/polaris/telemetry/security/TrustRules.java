package health.polaris.telemetry.security;

import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The issuers that are trusted, by their names in tokens. */
@ApplicationScoped
public class TrustRules {
    @Resource
    ManagedExecutorService executor;

    private final Map<String, TrustRule> rules = new HashMap<>();

    /** At start, so that a key that cannot be used stops it. */
    void collect(@Observes @Initialized(ApplicationScoped.class) Object start, Settings settings) {
        PlatformIssuer platform = settings.platform();
        rules.put(platform.name(), PlatformTrust.of(platform));
        settings.provider().ifPresent(provider -> rules.put(provider.name(), ProviderTrust.of(provider, executor)));
    }

    /** The one rule for tokens of this issuer, which may be null: a token that does not name any. */
    TrustRule of(String issuer) throws UntrustedToken {
        return Optional.ofNullable(issuer)
                .map(rules::get)
                .orElseThrow(() -> new UntrustedToken(Distrust.UNKNOWN_ISSUER));
    }
}
