package health.polaris.telemetry.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import health.polaris.telemetry.local.Jwt;
import java.security.Key;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caching of verified signatures. */
class TokenVerifierTest {
    private static final String ISSUER = "https://id.example.org/";

    private final RSAKey pair = pair();
    private final List<Key> keys = new CopyOnWriteArrayList<>(List.of(publicPart()));
    private final TrustRule rule = new TrustRule(
            Set.of(JWSAlgorithm.RS256),
            (header, context) -> keys,
            new VerifiedSignatures(2),
            Set.of("telemetry"),
            "metadata",
            "scope",
            true);
    private final TokenVerifier verifier = new TokenVerifier(Map.of(ISSUER, rule), Duration.ZERO, Duration.ofDays(1));

    /** A token with a cached signature still expires. */
    @Test
    void cachedTokenExpires() throws Exception {
        Instant end = Instant.now().plusSeconds(2);
        String token = token(end);
        assertThat(verifier.verify(token).owns("patient_id", "p")).isTrue();

        while (!Instant.now().isAfter(end)) {
            Thread.onSpinWait();
        }

        assertThatThrownBy(() -> verifier.verify(token)).hasMessage("expired");
    }

    /** A token with a cached signature is rejected once its key is removed. */
    @Test
    void cachedTokenIsRejectedWithoutItsKey() throws Exception {
        String token = token(Instant.now().plusSeconds(60));
        verifier.verify(token);

        keys.clear();

        assertThatThrownBy(() -> verifier.verify(token)).hasMessage("unknown_key");
    }

    /** The cache is bounded, and evicted signatures are verified again. */
    @Test
    void cacheIsBounded() {
        VerifiedSignatures cache = rule.cache();
        for (String token : List.of("a", "b", "c")) {
            cache.add(token, publicPart());
        }

        assertThat(cache.contains("a", publicPart())).isFalse();
        assertThat(cache.contains("b", publicPart())).isTrue();
        assertThat(cache.contains("c", publicPart())).isTrue();
    }

    /** A signature is cached together with its key. */
    @Test
    void signatureIsCachedWithItsKey() {
        VerifiedSignatures cache = rule.cache();
        cache.add("a", publicPart());

        assertThat(cache.contains("a", publicPart(pair()))).isFalse();
    }

    /** The caller implements the token interface of MicroProfile JWT. */
    @Test
    void callerIsAJsonWebToken() throws Exception {
        Instant end = Instant.now().plusSeconds(60);

        JsonWebToken caller = verifier.verify(token(end));

        assertThat(caller.getName()).isEqualTo("p");
        assertThat(caller.getIssuer()).isEqualTo(ISSUER);
        assertThat(caller.getAudience()).containsExactly("telemetry");
        assertThat(caller.getExpirationTime()).isEqualTo(end.getEpochSecond());
        assertThat(caller.getGroups()).containsExactly("read:gdm_telemetry");
    }

    /** Times outside the range of a date are compared correctly. */
    @ParameterizedTest
    @CsvSource({
        "exp, 1e3, expired",
        "exp, -9223372036854775808, expired",
        "exp, -1e300, expired",
        "exp, 1795971845000, lifetime",
        "exp, 9223372036854775, lifetime",
        "exp, 9223372036854776, lifetime",
        "exp, 9223372036854775807, lifetime",
        "exp, 1e18, lifetime",
        "exp, 1e300, lifetime",
        "exp, 1e999, malformed",
        "nbf, 9223372036854775, not_yet_valid",
        "nbf, 9223372036854776, not_yet_valid",
        "nbf, 9223372036854775807, not_yet_valid",
        "nbf, 1e18, not_yet_valid",
        "nbf, 1e300, not_yet_valid"
    })
    void timesDoNotOverflow(String claim, String value, String reason) throws Exception {
        long end = Instant.now().plusSeconds(60).getEpochSecond();
        String times = claim.equals("exp") ? "\"exp\":" + value : "\"exp\":" + end + ",\"nbf\":" + value;
        String token = signing().signed("{\"iss\":\"" + ISSUER + "\",\"aud\":\"telemetry\"," + times + "}");

        assertThatThrownBy(() -> verifier.verify(token)).hasMessage(reason);
    }

    /** The lifetime is limited to the second. */
    @Test
    void lifetimeIsLimited() throws Exception {
        Instant limit = Instant.now().plus(Duration.ofDays(1));

        assertThat(verifier.verify(token(limit)).getName()).isEqualTo("p");
        String longer = token(limit.plusSeconds(5));
        assertThatThrownBy(() -> verifier.verify(longer)).hasMessage("lifetime");
    }

    /** A defect of the service is not mistaken for a malformed token. */
    @Test
    void defectIsNoMalformedToken() throws Exception {
        TrustRule defective = new TrustRule(
                Set.of(JWSAlgorithm.RS256),
                (header, context) -> {
                    throw new IllegalStateException("a defect");
                },
                new VerifiedSignatures(2),
                Set.of("telemetry"),
                "metadata",
                "scope",
                true);
        TokenVerifier broken = new TokenVerifier(Map.of(ISSUER, defective), Duration.ZERO, Duration.ofDays(1));
        String token = token(Instant.now().plusSeconds(60));

        assertThatThrownBy(() -> broken.verify(token)).hasMessage("fault");
        assertThat(DenialReason.FAULT.problem().status()).isEqualTo(503);
        assertThat(DenialReason.FAULT.isInvalidToken()).isFalse();
    }

    /** A list of ids with null owns nothing, and null owns nothing. */
    @Test
    void nullOwnsNothing() {
        assertThat(caller(Arrays.asList("a", "b")).owns("patient_id", "a")).isTrue();
        assertThat(caller(Arrays.asList("a", null)).owns("patient_id", "a")).isFalse();
        assertThat(caller(Arrays.asList("a", null)).owns("patient_id", null)).isFalse();
        assertThat(caller(List.of()).owns("patient_id", "a")).isFalse();
        assertThat(Caller.NOBODY.owns("patient_id", null)).isFalse();
    }

    /** The ids of a claim are those that the caller owns. */
    @Test
    void idsAreThoseThatAreOwned() {
        assertThat(caller(Arrays.asList("a", "b")).ids("patient_id")).containsExactlyInAnyOrder("a", "b");
        assertThat(caller(Arrays.asList("a", null)).ids("patient_id")).isEmpty();
        assertThat(caller(List.of()).ids("patient_id")).isEmpty();
        assertThat(Caller.NOBODY.ids("patient_id")).isEmpty();
    }

    private static Caller caller(List<String> ids) {
        return new Caller(Map.of(), Map.of("patient_id", ids), Set.of());
    }

    private Jwt signing() throws JOSEException {
        return new Jwt().algorithm("RS256").key(pair.toPrivateKey());
    }

    private String token(Instant end) throws JOSEException {
        return signing()
                .issuer(ISSUER)
                .audience("telemetry")
                .expiry(end)
                .metadata("patient_id", "p")
                .scope("read:gdm_telemetry")
                .signed();
    }

    private PublicKey publicPart() {
        return publicPart(pair);
    }

    private static PublicKey publicPart(RSAKey pair) {
        try {
            return pair.toPublicKey();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static RSAKey pair() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
