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
 * Trust rule of an OpenID Connect provider: the signature must match the published key that the token names. Keys are cached,
 * refreshed before they expire, and kept during an outage of the provider. Fetches for unknown key ids are rate-limited.
 */
class ProviderTrust implements JWSKeySelector<SecurityContext> {
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();
    private static final long MAX_WAIT_MILLISECONDS = 5000;

    private final ProviderKeys keys;
    private final JWSKeySelector<SecurityContext> selector;

    private ProviderTrust(ProviderIssuer issuer, ExecutorService executor) {
        this.keys = new ProviderKeys(issuer, new JwksHttpClient());
        this.selector = new JWSVerificationKeySelector<>(ALGORITHMS, cached(issuer, executor));
    }

    static TrustRule of(ProviderIssuer issuer, ExecutorService executor) {
        return new TrustRule(
                ALGORITHMS,
                new ProviderTrust(issuer, executor),
                new VerifiedSignatures(TrustRule.MAX_CACHED_SIGNATURES),
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
        } catch (RateLimitReachedException limited) {
            if (keys.haveBeenFetched()) {
                return List.of(); // the keys were fetched a moment ago, and none has this id
            }
            throw limited;
        }
    }

    private JWKSource<SecurityContext> cached(ProviderIssuer issuer, ExecutorService executor) {
        long lifetime = issuer.keyLifetime().toMillis();
        long refreshAhead = lifetime / 5;
        return JWKSourceBuilder.create(keys)
                .cache(lifetime, Math.min(refreshAhead, MAX_WAIT_MILLISECONDS))
                .refreshAheadCache(refreshAhead, null, executor, false, null, false)
                .rateLimited(issuer.minFetchInterval().toMillis())
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
