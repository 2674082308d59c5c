package health.polaris.telemetry.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import java.security.Key;
import java.security.PublicKey;
import java.util.Collection;
import java.util.Set;

/**
 * Verification rule of one issuer (RFC 8725 sections 3.1, 3.8 and 3.9).
 *
 * @param algorithms the permitted signature algorithms
 * @param keys selects the candidate keys for a header
 * @param cache signatures that have been verified
 * @param audiences the names of this service; a token must have one as its audience
 * @param metadataClaim the claim with the caller's ids
 * @param scopeClaim the claim with the caller's scopes
 * @param smart whether the issuer may grant scopes of SMART App Launch, such as {@code patient/Device.rs}
 */
record TrustRule(
        Set<JWSAlgorithm> algorithms,
        JWSKeySelector<SecurityContext> keys,
        VerifiedSignatures cache,
        Set<String> audiences,
        String metadataClaim,
        String scopeClaim,
        boolean smart) {
    /** Maximum number of cached signatures of an issuer. It bounds the memory. */
    static final int MAX_CACHED_SIGNATURES = 10_000;

    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    /** Shared by all issuers. */
    private static final SignatureChecks CHECKS = SignatureChecks.forHalfOfTheProcessors();

    /** Checks that the token is signed with one of the issuer's keys. */
    void requireSignature(SignedJWT token) throws InvalidToken {
        if (!algorithms.contains(token.getHeader().getAlgorithm())) {
            throw new InvalidToken(DenialReason.ALGORITHM);
        }
        if (token.getHeader().getCriticalParams() != null) {
            throw new InvalidToken(DenialReason.CRITICAL_HEADER);
        }
        Collection<? extends Key> candidates = candidates(token);
        if (candidates.isEmpty()) {
            throw new InvalidToken(DenialReason.UNKNOWN_KEY);
        }
        for (Key key : candidates) {
            if (isSignedBy(key, token)) {
                return;
            }
        }
        throw new InvalidToken(DenialReason.SIGNATURE);
    }

    /** Whether the issuer may grant a scope. All scopes of SMART contain a slash. */
    boolean mayGrant(String scope) {
        return smart || scope.indexOf('/') < 0;
    }

    boolean acceptsAudience(Collection<String> audience) {
        return audience.stream().anyMatch(audiences::contains);
    }

    private Collection<? extends Key> candidates(SignedJWT token) throws InvalidToken {
        try {
            return keys.selectJWSKeys(token.getHeader(), null);
        } catch (KeySourceException unreachable) {
            throw new InvalidToken(DenialReason.KEYS_UNAVAILABLE);
        }
    }

    private boolean isSignedBy(Key key, SignedJWT token) throws InvalidToken {
        if (!(key instanceof PublicKey publicKey)) {
            return hasSignature(key, token); // verifying an HMAC is as fast as the cache
        }
        if (cache.contains(token.getParsedString(), publicKey)) {
            return true;
        }
        CHECKS.begin();
        try {
            boolean signed = hasSignature(key, token);
            if (signed) {
                cache.add(token.getParsedString(), publicKey);
            }
            return signed;
        } finally {
            CHECKS.end();
        }
    }

    private static boolean hasSignature(Key key, SignedJWT token) throws InvalidToken {
        try {
            return token.verify(VERIFIERS.createJWSVerifier(token.getHeader(), key));
        } catch (JOSEException unsuitable) {
            throw new InvalidToken(DenialReason.SIGNATURE);
        }
    }
}
