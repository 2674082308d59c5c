package health.polaris.telemetry.security.token;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Verifies tokens. The issuer of a token selects the one rule that applies. */
class TokenVerifier {
    private static final System.Logger LOG = System.getLogger(TokenVerifier.class.getName());
    private static final int MAX_LENGTH = 8192;
    private static final Pattern SPACES = Pattern.compile(" +");

    private final Map<String, TrustRule> rules;
    private final Duration skew;
    private final Duration maxLifetime;

    /**
     * Creates a verifier.
     *
     * @param rules by issuer
     * @param skew the tolerated difference between the clocks of issuers and this node
     * @param maxLifetime the longest time until the expiry of a token
     */
    TokenVerifier(Map<String, TrustRule> rules, Duration skew, Duration maxLifetime) {
        this.rules = Map.copyOf(rules);
        this.skew = skew;
        this.maxLifetime = maxLifetime;
    }

    /** Verifies a token and returns its caller. */
    Caller verify(String token) throws InvalidToken {
        if (token.length() > MAX_LENGTH) {
            throw new InvalidToken(DenialReason.TOO_LONG);
        }
        Parsed parsed = parse(token);
        try {
            return caller(parsed);
        } catch (RuntimeException fault) {
            LOG.log(System.Logger.Level.ERROR, "A token cannot be verified", fault);
            throw new InvalidToken(DenialReason.FAULT);
        }
    }

    private static Parsed parse(String token) throws InvalidToken {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            Map<String, Object> content = jwt.getPayload().toJSONObject();
            return new Parsed(jwt, content, JWTClaimsSet.parse(content));
        } catch (ParseException | RuntimeException malformed) {
            // the library throws undeclared exceptions for odd JSON, such as a null header
            throw new InvalidToken(DenialReason.MALFORMED);
        }
    }

    private Caller caller(Parsed token) throws InvalidToken {
        JWTClaimsSet claims = token.claims();
        TrustRule rule = rule(claims.getIssuer());
        rule.requireSignature(token.jwt());
        requireTimes(token.content());
        if (!rule.acceptsAudience(audience(claims))) {
            throw new InvalidToken(DenialReason.AUDIENCE);
        }
        try {
            return new Caller(claims(claims), metadata(claims, rule), scopes(claims, rule));
        } catch (ParseException otherType) {
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

    /** Compares seconds: the library's dates are in milliseconds, which overflow. */
    private void requireTimes(Map<String, Object> content) throws InvalidToken {
        double now = Instant.now().toEpochMilli() / 1e3;
        double expiry = seconds(content, "exp", Double.NEGATIVE_INFINITY);
        if (expiry <= now - skew.toSeconds()) {
            throw new InvalidToken(DenialReason.EXPIRED);
        }
        if (expiry > now + maxLifetime.toSeconds()) {
            throw new InvalidToken(DenialReason.LIFETIME);
        }
        if (seconds(content, "nbf", now) > now + skew.toSeconds()) {
            throw new InvalidToken(DenialReason.NOT_YET_VALID);
        }
    }

    /** Returns a time in seconds since 1970. The parser has already rejected text. */
    private static double seconds(Map<String, Object> content, String claim, double missing) {
        return content.get(claim) instanceof Number number ? number.doubleValue() : missing;
    }

    /** Returns the claims in the types of MicroProfile JWT: times in seconds, the audience as a set. */
    private static Map<String, Object> claims(JWTClaimsSet claims) {
        Map<String, Object> all = claims.toJSONObject();
        all.put("aud", audience(claims));
        return all;
    }

    /** Returns the audiences, without the nulls that a list may contain. */
    private static Set<String> audience(JWTClaimsSet claims) {
        return claims.getAudience().stream().filter(Objects::nonNull).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, Object> metadata(JWTClaimsSet claims, TrustRule rule) throws ParseException {
        Map<String, Object> value = claims.getJSONObjectClaim(rule.metadataClaim());
        return value == null ? Map.of() : value;
    }

    private static Set<String> scopes(JWTClaimsSet claims, TrustRule rule) throws ParseException {
        String value = claims.getStringClaim(rule.scopeClaim());
        return value == null
                ? Set.of()
                : Arrays.stream(SPACES.split(value.strip(), -1))
                        .filter(rule::mayGrant)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * A token that has not been verified.
     *
     * @param content the claims in the types of JSON
     * @param claims the same claims in the types of the library
     */
    private record Parsed(SignedJWT jwt, Map<String, Object> content, JWTClaimsSet claims) {}
}
