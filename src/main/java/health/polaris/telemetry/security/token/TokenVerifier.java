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

/** Makes a caller of a token: its issuer picks the one rule that it is held against, and nothing of another is tried. */
class TokenVerifier {
    private static final int LONGEST = 8192;
    private static final Pattern SPACES = Pattern.compile(" +");

    private final Map<String, TrustRule> rules;
    private final Duration skew;

    /**
     * A verifier.
     *
     * @param rules by the names of their issuers
     * @param skew how far the clocks of issuers may be off
     */
    TokenVerifier(Map<String, TrustRule> rules, Duration skew) {
        this.rules = Map.copyOf(rules);
        this.skew = skew;
    }

    /** The caller that this token stands for. */
    Caller verify(String token) throws InvalidToken {
        if (token.length() > LONGEST) {
            throw new InvalidToken(DenialReason.TOO_LONG);
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            TrustRule rule = rule(claims.getIssuer());
            rule.requireSignature(jwt);
            requireTimes(claims);
            if (!rule.addresses(claims.getAudience())) {
                throw new InvalidToken(DenialReason.AUDIENCE);
            }
            return new Caller(claims(claims), metadata(claims, rule), scopes(claims, rule));
        } catch (ParseException | RuntimeException malformed) {
            // any: the library meets odd JSON with exceptions that it does not declare, such as a header that is null
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

    /** In the types that MicroProfile JWT has: times in seconds, and the audience as a set. */
    private static Map<String, Object> claims(JWTClaimsSet claims) {
        Map<String, Object> all = claims.toJSONObject();
        all.put("aud", Set.copyOf(claims.getAudience()));
        return all;
    }

    private static Map<String, Object> metadata(JWTClaimsSet claims, TrustRule rule) throws ParseException {
        Map<String, Object> claimed = claims.getJSONObjectClaim(rule.metadataClaim());
        return claimed == null ? Map.of() : claimed;
    }

    private static Set<String> scopes(JWTClaimsSet claims, TrustRule rule) throws ParseException {
        String claimed = claims.getStringClaim(rule.scopeClaim());
        return claimed == null ? Set.of() : Set.copyOf(Arrays.asList(SPACES.split(claimed.strip(), -1)));
    }
}
