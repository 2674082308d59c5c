package health.polaris.telemetry.security.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.KeyConverter;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import health.polaris.telemetry.settings.ProviderIssuer;
import java.security.Key;
import java.security.PublicKey;
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
    private final JWKSource<SecurityContext> source;

    private ProviderTrust(ProviderIssuer issuer, ExecutorService executor) {
        this.keys = new ProviderKeys(issuer, new JwksHttpClient());
        this.source = cached(issuer, executor);
    }

    static TrustRule of(ProviderIssuer issuer, ExecutorService executor) {
        return new TrustRule(
                ALGORITHMS,
                new ProviderTrust(issuer, executor),
                new VerifiedSignatures(TrustRule.MAX_CACHED_SIGNATURES),
                issuer.audiences(),
                issuer.metadataClaim(),
                issuer.scopeClaim(),
                true);
    }

    @Override
    public List<? extends Key> selectJWSKeys(JWSHeader header, SecurityContext context) throws KeySourceException {
        if (header.getKeyID() == null) {
            return List.of();
        }
        try {
            return publicKeys(header, context);
        } catch (RateLimitReachedException limited) {
            if (keys.haveBeenFetched()) {
                return List.of(); // the keys were fetched a moment ago, and none has this id
            }
            throw limited;
        }
    }

    private List<PublicKey> publicKeys(JWSHeader header, SecurityContext context) throws KeySourceException {
        JWSHeader named =
                new JWSHeader.Builder(header).x509CertSHA256Thumbprint(null).build();
        List<JWK> matching = source.get(new JWKSelector(JWKMatcher.forJWSHeader(named)), context).stream()
                .filter(key -> hasThumbprint(key, header.getX509CertSHA256Thumbprint()))
                .toList();
        return KeyConverter.toJavaKeys(matching).stream()
                .filter(PublicKey.class::isInstance)
                .map(PublicKey.class::cast)
                .toList();
    }

    /** A key or a token without a thumbprint of a certificate matches any; the library would reject such a key. */
    private static boolean hasThumbprint(JWK key, Base64URL thumbprint) {
        Base64URL own = key.getX509CertSHA256Thumbprint();
        return own == null || thumbprint == null || own.equals(thumbprint);
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
