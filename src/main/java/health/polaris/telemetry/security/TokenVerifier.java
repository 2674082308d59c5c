package health.polaris.telemetry.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import health.polaris.telemetry.http.Refusal;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Checks the platform's tokens: HMAC only (RFC 8725 section 3.1), its own issuer and audience, and an expiry. The rule of a
 * second issuer would stand beside this one, chosen by the token's issuer.
 */
@Dependent
public class TokenVerifier {
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384, JWSAlgorithm.HS512);
    private static final int LONGEST = 8192;
    private static final int SHA512_BYTES = 64;
    private static final int SKEW_SECONDS = 30;

    private final String platform;
    private final byte[] key;

    @Inject
    public TokenVerifier(Settings settings) {
        this.platform = settings.platform();
        byte[] text = settings.hsKey().getBytes(StandardCharsets.UTF_8);
        // Nimbus refuses short keys; HMAC itself fills them with zeros up to the block size (RFC 2104 section 2)
        this.key = text.length < SHA512_BYTES ? Arrays.copyOf(text, SHA512_BYTES) : text;
    }

    /**
     * The caller that this token stands for.
     *
     * @throws Refusal 401 when the token is not to be trusted
     */
    public Caller verify(String token) {
        try {
            SignedJWT jwt = token.length() > LONGEST ? null : SignedJWT.parse(token);
            if (jwt == null
                    || !ALGORITHMS.contains(jwt.getHeader().getAlgorithm())
                    || !jwt.verify(new MACVerifier(key))) {
                throw refused();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (!isCurrent(claims)) {
                throw refused();
            }
            return new Caller(metadata(claims), scopes(claims));
        } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
            throw refused();
        }
    }

    private boolean isCurrent(JWTClaimsSet claims) {
        Instant now = Instant.now();
        return platform.equals(claims.getIssuer())
                && claims.getAudience().contains(platform)
                && claims.getExpirationTime() != null
                && claims.getExpirationTime().toInstant().isAfter(now.minusSeconds(SKEW_SECONDS))
                && (claims.getNotBeforeTime() == null
                        || claims.getNotBeforeTime().toInstant().isBefore(now.plusSeconds(SKEW_SECONDS)));
    }

    private static Map<String, Object> metadata(JWTClaimsSet claims) throws ParseException {
        Map<String, Object> claimed = claims.getJSONObjectClaim("metadata");
        return claimed == null ? Map.of() : new LinkedHashMap<>(claimed);
    }

    private static Set<String> scopes(JWTClaimsSet claims) throws ParseException {
        String scope = claims.getStringClaim("scope");
        return scope == null ? Set.of() : Set.copyOf(Arrays.asList(scope.strip().split(" +")));
    }

    private static Refusal refused() {
        return Refusal.unauthorized(
                "Bearer error=\"invalid_token\"", "The token is not valid: not the platform's, malformed, or expired.");
    }
}
