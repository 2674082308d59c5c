package health.polaris.telemetry.security.token;

import health.polaris.telemetry.settings.PlatformIssuer;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.Map;

/** The issuers that the settings say are to be trusted. */
@ApplicationScoped
public class TrustedIssuers {
    @Resource
    ManagedExecutorService executor;

    private TokenVerifier verifier;

    /** At start, so that a key that cannot be used stops it. */
    void trust(@Observes @Initialized(ApplicationScoped.class) Object start, Settings settings) {
        Map<String, TrustRule> rules = new HashMap<>();
        PlatformIssuer platform = settings.platform();
        rules.put(platform.name(), PlatformTrust.of(platform));
        settings.provider().ifPresent(provider -> rules.put(provider.name(), ProviderTrust.of(provider, executor)));
        verifier = new TokenVerifier(rules, settings.clockSkew());
    }

    /** The caller that this token stands for. */
    public Caller verify(String token) throws InvalidToken {
        return verifier.verify(token);
    }
}
