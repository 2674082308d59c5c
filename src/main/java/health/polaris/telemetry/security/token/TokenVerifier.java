package health.polaris.telemetry.security.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Verifies tokens. The issuer of a token selects the one rule that applies. */
class TokenVerifier {
    private static final int MAX_LENGTH = 8192;
    private static final Pattern SPACES = Pattern.compile(" +");

    private final Map<String, TrustRule> rules;
    private final Duration skew;

    /**
     * Creates a verifier.
     *
     * @param rules by issuer
     * @param skew the tolerated difference between the clocks of issuers and this node
     */
    TokenVerifier(Map<String, TrustRule> rules, Duration skew) {
        this.rules = Map.copyOf(rules);
        this.skew = skew;
    }

    /** Verifies a token and returns its caller. */
    Caller verify(String token) throws InvalidToken {
        if (token.length() > MAX_LENGTH) {
            throw new InvalidToken(DenialReason.TOO_LONG);
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            TrustRule rule = rule(claims.getIssuer());
            rule.requireSignature(jwt);
            requireTimes(claims);
            if (!rule.acceptsAudience(claims.getAudience())) {
                throw new InvalidToken(DenialReason.AUDIENCE);
            }
            return new Caller(claims(claims), metadata(claims, rule), scopes(claims, rule));
        } catch (ParseException | RuntimeException malformed) {
            // the library throws undeclared exceptions for odd JSON, such as a null header
            throw new InvalidToken(DenialReason.MALFORMED);
        }
    }

    private TrustRule rule(String issuer) throws InvalidToken {
        TrustRule rule = issuer == null ? null : rules.get(issuer);
        if (rule == null) {
            throw new InvalidToken(DenialReason.UNKNOWN_ISSUER);
        }
        return rule;
    }

    private void requireTimes(JWTClaimsSet claims) throws InvalidToken {
        Instant now = Instant.now();
        Date expiry = claims.getExpirationTime();
        if (expiry == null || !expiry.toInstant().isAfter(now.minus(skew))) {
            throw new InvalidToken(DenialReason.EXPIRED);
        }
        Date start = claims.getNotBeforeTime();
        if (start != null && start.toInstant().isAfter(now.plus(skew))) {
            throw new InvalidToken(DenialReason.NOT_YET_VALID);
        }
    }

    /** Returns the claims in the types of MicroProfile JWT: times in seconds, the audience as a set. */
    private static Map<String, Object> claims(JWTClaimsSet claims) {
        Map<String, Object> all = claims.toJSONObject();
        all.put("aud", Set.copyOf(claims.getAudience()));
        return all;
    }

    private static Map<String, Object> metadata(JWTClaimsSet claims, TrustRule rule) throws ParseException {
        Map<String, Object> value = claims.getJSONObjectClaim(rule.metadataClaim());
        return value == null ? Map.of() : value;
    }

    private static Set<String> scopes(JWTClaimsSet claims, TrustRule rule) throws ParseException {
        String value = claims.getStringClaim(rule.scopeClaim());
        return value == null ? Set.of() : Set.copyOf(Arrays.asList(SPACES.split(value.strip(), -1)));
    }
}
