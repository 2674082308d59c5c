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
 * What is trusted of one issuer, and by that of no other: its algorithms, its keys, its names for us, and its names of
 * claims (RFC 8725 sections 3.1, 3.8 and 3.9).
 *
 * @param algorithms the only ones that it signs with
 * @param keys those that a header may mean
 * @param remembered the signatures by its keys that have been verified already
 * @param audiences the names of this service, of which a token must have one
 * @param metadataClaim the claim with the caller's ids
 * @param scopeClaim the claim with the caller's scopes
 */
record TrustRule(
        Set<JWSAlgorithm> algorithms,
        JWSKeySelector<SecurityContext> keys,
        VerifiedSignatures remembered,
        Set<String> audiences,
        String metadataClaim,
        String scopeClaim) {
    /** How many tokens of one issuer are remembered: a morning's clinicians, in two megabytes. */
    static final int MOST_REMEMBERED = 10_000;

    private static final DefaultJWSVerifierFactory VERIFIERS = new DefaultJWSVerifierFactory();

    /** Of all issuers together. */
    private static final SignatureChecks CHECKS = SignatureChecks.onHalfOfTheProcessors();

    /** Returns when the token has a signature by one of the issuer's keys. */
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

    boolean addresses(Collection<String> audience) {
        return audience.stream().anyMatch(audiences::contains);
    }

    private Collection<? extends Key> candidates(SignedJWT token) throws InvalidToken {
        try {
            return keys.selectJWSKeys(token.getHeader(), null);
        } catch (KeySourceException away) {
            throw new InvalidToken(DenialReason.KEYS_UNAVAILABLE);
        }
    }

    private boolean isSignedBy(Key key, SignedJWT token) throws InvalidToken {
        if (!(key instanceof PublicKey published)) {
            return verifies(key, token); // an HMAC costs no more than remembering does
        }
        if (remembered.contains(token.getParsedString(), published)) {
            return true;
        }
        CHECKS.begin();
        try {
            boolean signed = verifies(key, token);
            if (signed) {
                remembered.add(token.getParsedString(), published);
            }
            return signed;
        } finally {
            CHECKS.end();
        }
    }

    private static boolean verifies(Key key, SignedJWT token) throws InvalidToken {
        try {
            return token.verify(VERIFIERS.createJWSVerifier(token.getHeader(), key));
        } catch (JOSEException unfit) {
            throw new InvalidToken(DenialReason.SIGNATURE);
        }
    }
}
