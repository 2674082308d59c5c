package health.polaris.telemetry.security.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import health.polaris.telemetry.settings.ProviderIssuer;
import java.security.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/**
 * How a provider's tokens are verified: by the key that the token names, of those that the provider publishes. These are
 * remembered, fetched ahead of their end, kept while the provider is away, and not fetched for every made-up name.
 */
class ProviderTrust implements JWSKeySelector<SecurityContext> {
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();
    private static final long LONGEST_WAIT_MILLISECONDS = 5000;

    private final ProviderKeys provider;
    private final JWSKeySelector<SecurityContext> selector;

    private ProviderTrust(ProviderIssuer issuer, ExecutorService executor) {
        this.provider = new ProviderKeys(issuer, new JwksHttpClient());
        this.selector = new JWSVerificationKeySelector<>(ALGORITHMS, remembered(issuer, executor));
    }

    static TrustRule of(ProviderIssuer issuer, ExecutorService executor) {
        return new TrustRule(
                ALGORITHMS,
                new ProviderTrust(issuer, executor),
                new VerifiedSignatures(TrustRule.MOST_REMEMBERED),
                issuer.audiences(),
                issuer.metadataClaim(),
                issuer.scopeClaim());
    }

    @Override
    public List<? extends Key> selectJWSKeys(JWSHeader header, SecurityContext context) throws KeySourceException {
        if (header.getKeyID() == null) {
            return List.of();
        }
        try {
            return selector.selectJWSKeys(header, context);
        } catch (RateLimitReachedException often) {
            if (provider.known()) {
                return List.of(); // the name was looked for a moment ago
            }
            throw often;
        }
    }

    private JWKSource<SecurityContext> remembered(ProviderIssuer issuer, ExecutorService executor) {
        long lifetime = issuer.keyLifetime().toMillis();
        long ahead = lifetime / 5;
        return JWKSourceBuilder.create(provider)
                .cache(lifetime, Math.min(ahead, LONGEST_WAIT_MILLISECONDS))
                .refreshAheadCache(ahead, null, executor, false, null, false)
                .rateLimited(issuer.betweenFetches().toMillis())
                .retrying(true)
                .outageTolerantForever()
                .build();
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
        all.addAll(Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));
        return Set.copyOf(all);
    }
}
